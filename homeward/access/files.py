"""What is on the screen, taken away as a file: once, by whom and of which children is in the trail."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse

from homeward.exports import Table, as_csv, as_excel
from homeward.trail import actions as trail


KINDS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def taken_away(
    request: HttpRequest, tables: Sequence[Table], *, name: str, children: Iterable[int] = ()
) -> HttpResponse:
    """The tables as the kind of file that `?as=` asks for. 404 for a kind that there is not.

    `name` goes into the file's name and the trail: words for a kind of list, never for a person.
    """
    kind = request.GET.get("as", "csv")
    if kind not in KINDS:
        raise Http404
    write, content_type = KINDS[kind]
    trail.looked(f"took away {name} as a file", by=request.user, children=children)
    response = HttpResponse(write(tables), content_type=content_type)
    file_name = name.replace(" ", "-")
    response["Content-Disposition"] = f'attachment; filename="{file_name}.{kind}"'
    return response
