"""A list that leaves as a file."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from brobygger.core.spreadsheets import Value, csv_bytes, excel_bytes

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_file(title: str, headers: Sequence[str], rows: Iterable[Sequence[Value]], *, kind: str, name: str = "") -> HttpResponse:
    """``kind`` is "xlsx" or "csv", which is written as the reader's language expects it; any other is no address of ours (Http404).

    The file is called ``name``, or after the title and today.
    """
    if kind == "xlsx":
        content, mime = excel_bytes(title, headers, rows), EXCEL
    elif kind == "csv":
        content, mime = csv_bytes(headers, rows, language=get_language() or "da"), "text/csv; charset=utf-8"
    else:
        raise Http404
    name = name or f"{slugify(title)}-{timezone.localdate().isoformat()}"
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})
