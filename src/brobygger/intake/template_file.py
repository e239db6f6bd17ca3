"""A file to fill in: our headings, drop-downs where values are fixed, an example and what may be written, each on a sheet of its own.

The list itself is the first sheet, which alone is read, so the example never becomes anybody's row.
"""

import io
from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from brobygger.core.downloads import EXCEL
from brobygger.core.spreadsheets import clean, sheet_name, write_table
from brobygger.intake.kinds import Column

ROWS: Final = 5_001  # down to which a cell has its drop-down


def template_file(title: str, columns: Mapping[str, Column]) -> HttpResponse:
    name = f"{slugify(title)}-{slugify(_('template'))}.xlsx"
    return HttpResponse(template_of(title, columns), content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def template_of(title: str, columns: Mapping[str, Column]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title, taken=())
    heads = [str(each.label) for each in columns.values()]
    write_table(sheet, heads, [])
    sheet.auto_filter.ref = None
    help_, example, values = (book.create_sheet(sheet_name(name, taken=book.sheetnames)) for name in (str(_("How to")), str(_("Example")), str(_("Values"))))
    write_table(help_, [str(each) for each in (_("Column"), _("What to write"), _("Must be filled in"), _("For example"))], [[str(each.label), str(each.about), _("yes") if each.needed else "", each.example] for each in columns.values()])
    write_table(example, heads, [[each.example for each in columns.values()]])
    fixed = [(index, [clean(str(value)) for value in each.choices()]) for index, each in enumerate(columns.values(), 1) if each.choices is not None]
    fixed = [(index, lines) for index, lines in fixed if lines]
    for at, (index, lines) in enumerate(fixed, 1):
        values.cell(1, at).value = heads[index - 1]
        for number, line in enumerate(lines, 2):
            values.cell(number, at).value = line
            values.cell(number, at).data_type = "s"
        letter, ours = get_column_letter(at), get_column_letter(index)
        choice = DataValidation(type="list", formula1=f"'{values.title}'!${letter}$2:${letter}${len(lines) + 1}", allow_blank=True)
        choice.add(f"{ours}2:{ours}{ROWS}")
        sheet.add_data_validation(choice)
    book.properties.title = clean(title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
