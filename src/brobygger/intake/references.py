"""The columns of every list that can be brought along, for ``docs/reference/move-in.md``."""

from django.utils.translation import override

from brobygger.core.references import references, table
from brobygger.intake.kinds import Column, kinds


def _heads(column: Column) -> str:
    with override("da"):
        danish = str(column.label)
    return ", ".join(dict.fromkeys(word for word in (danish.lower(), *column.words)))


def page() -> str:
    text = (
        "# Lists that can be brought along\n\nWhat the columns of a spreadsheet may be when a centre [moves in](../how-to/move-in.md), and the headings that are recognised, in any case and order. "
        "A person says what every other column is. Members and contacts have a list of their own, described there.\n"
    )
    for _key, kind in sorted(kinds.items(), key=lambda pair: pair[1].order):
        rows = [[str(each.label), _heads(each), "yes" if each.needed else "", str(each.about), each.example] for each in kind.columns.values()]
        text += f"\n## {kind.label}\n\n{kind.lead}\n\n" + table(["Column", "Headings", "Must be filled in", "What to write", "For example"], rows) + "\n"
    return text


references.add("move-in", page)
