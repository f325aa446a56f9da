"""The pages of returns: send one in, read what became of it, take the refused rows away to mend them."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from homeward.access.guard import Refused, require
from homeward.access.telling import tell
from homeward.drafts import keeping
from homeward.returns import queries, rules
from homeward.returns.actions import CannotImport, import_903
from homeward.returns.forms import ReturnForm
from homeward.returns.models import ImportReport
from homeward.ssda903 import read_return
from homeward.trail import actions as trail


REPORTS_A_PAGE = 20
REFUSALS_A_PAGE = 50
NOTICES_SHOWN = 50


def reports(request: HttpRequest) -> HttpResponse:
    require(rules.may_read_reports(request.worker))
    partnerships = list(queries.partnerships(request.worker))
    form = keeping.form_for(
        request,
        ReturnForm,
        partnerships=partnerships,
        teams=list(queries.social_work_teams([partnership.pk for partnership in partnerships])),
        today=localdate(),
        # A form given files is taken as filled in, so a page that is only read gives none.
        **({"files": request.FILES} if request.method == "POST" else {}),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            report = _import(request, form)
        except CannotImport as why:
            form.add_error("csv_files", str(why))
        except Refused as no:
            tell(request, form, no)
            status = 403
        else:
            keeping.sent(request)
            messages.success(
                request, f"The return was read: {report.taken:,} of {report.read:,} rows taken."
            )
            return redirect("returns:report", pk=report.pk)
    mine = ImportReport.objects.visible_to(request.worker).select_related(
        "imported_by", "partnership"
    )
    page = Paginator(mine, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "returns/reports.html", {"form": form, "page": page}, status=status)


def _import(request: HttpRequest, form: ReturnForm) -> ImportReport:
    """The files are read from a folder of their own, which is gone when they are taken."""
    with TemporaryDirectory() as folder:
        for file in form.cleaned_data["csv_files"]:
            with (Path(folder) / file.name).open("wb") as copy:
                copy.writelines(file.chunks())
        return import_903(
            read_return(Path(folder)),
            partnership=form.partnership_chosen,
            by=request.user,
            year_end=form.year_chosen,
            team=form.team_chosen,
        )


def report(request: HttpRequest, pk: int) -> HttpResponse:
    report = _get_report(request, pk)
    refused = Paginator(queries.refused_rows(report), REFUSALS_A_PAGE)
    trail.looked("read the report of a return", by=request.user, children=[], subject=report)
    context = {
        "report": report,
        "page": refused.get_page(request.GET.get("page")),
        "notices": report.notices[:NOTICES_SHOWN],
        "notices_left": max(len(report.notices) - NOTICES_SHOWN, 0),
    }
    return render(request, "returns/report.html", context)


def refusals(request: HttpRequest, pk: int) -> HttpResponse:
    report = _get_report(request, pk)
    trail.looked(
        "took away the refused rows of a return", by=request.user, children=[], subject=report
    )
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="return-{report.pk}-not-taken.csv"'
    csv.writer(response).writerows(queries.download_lines(report))
    return response


def _get_report(request: HttpRequest, pk: int) -> ImportReport:
    mine = ImportReport.objects.visible_to(request.worker).select_related(
        "imported_by", "partnership"
    )
    return get_object_or_404(mine, pk=pk)
