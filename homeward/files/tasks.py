"""The job that scans at night what was kept while the virus scanner did not answer."""

from procrastinate.contrib.django import app

from homeward.files.waiting import scan_waiting


@app.periodic(cron="30 1 * * *")
@app.task(queueing_lock="scan_files")
def scan_files(timestamp: int) -> None:
    scan_waiting()
