"""Every row of a list read before anything is kept: new, here already, or wrong, and why."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.conf import settings

from brobygger.intake.kinds import Kind, Reader, kinds
from brobygger.intake.lines import Line, State, headings_of
from brobygger.intake.models import Intake, IntakeRow

AT_ONCE: Final = 100
SHOWN: Final = 100  # lines of each kind that a page shows; the figures count all


def batches(row: Intake, kind: Kind, reader: Reader) -> Iterator[list[Line]]:
    """The rows that say anything, read and told from those that are here already, some at a time and in their order."""
    chosen, seen = row.columns(), Counter[tuple[Any, ...]]()
    labels = {name: str(column.label) for name, column in kind.columns.items()}
    for start in range(0, len(row.rows), AT_ONCE):
        lines = []
        for number, cells in enumerate(row.rows[start : start + AT_ONCE], row.first + start):
            said = {name: text for index, name in chosen.items() if index < len(cells) and (text := cells[index].strip())}
            if said:
                line = Line(number, said, labels)
                reader.read(line)
                if line.key is not None:
                    seen[line.key] += 1
                    line.occurrence = seen[line.key]
                lines.append(line)
        settle(kind, reader, lines)
        yield lines


def settle(kind: Kind, reader: Reader, lines: Sequence[Line]) -> None:
    """Say of each good line whether the centre has it already: taken in before, whatever became of it since, or one that says the same."""
    good = [line for line in lines if not line.faults and line.key is not None]
    there = reader.there({line.key for line in good if line.key is not None})
    before: set[str] = set()
    if kind.remembers and good:
        marks = IntakeRow.objects.filter(fingerprint__in=[fingerprint(kind, line) for line in good]).values_list("fingerprint", "row")
        alive = set(kind.model._default_manager.filter(pk__in=[key for _mark, key in marks]).values_list("pk", flat=True))
        before = {mark for mark, key in marks if key in alive}
    for line in good:
        assert line.key is not None  # noqa: S101 -- for the type checker: told above
        known = there.get(line.key, 0) >= line.occurrence or (kind.remembers and fingerprint(kind, line) in before)
        line.state = State.SAME if known else State.NEW


def fingerprint(kind: Kind, line: Line) -> str:
    """What a row is known again by, when its list comes once more; nobody reads out of it what the row says."""
    if not kind.remembers:
        return ""
    said = json.dumps([kind.model._meta.label, line.occurrence, *(line.key or ())], default=str)
    return hashlib.sha256(f"{settings.SECRET_KEY}{said}".encode()).hexdigest()


def look(row: Intake, *, told: Callable[[int], None] = lambda _done: None) -> dict[str, Any]:
    """What the page shows of the list: figures, the first lines of each kind, and all that is wrong."""
    kind = kinds[row.kind]
    reader, counts, done = kind.reader(row.uploaded_by), Counter[str](), 0
    shown: dict[str, list[Any]] = {state.value: [] for state in (State.WRONG, State.NEW, State.SAME)}
    faults: list[list[str]] = []
    named = headings_of(row.headings, row.columns())
    with kind.around():
        for lines in batches(row, kind, reader):
            for line in lines:
                counts[line.state.value] += 1
                faults += [each.told(line.number, named) for each in line.faults]
                if len(shown[line.state.value]) < SHOWN:
                    shown[line.state.value].append({"number": line.number, "name": line.name, "shown": line.shown, "notes": line.notes, "wrong": [str(each) for each in line.faults]})
            done += AT_ONCE
            told(done)
    return {"counts": {state: counts[state] for state in shown}, "lines": shown, "faults": faults}
