"""Who sits on the board on a day, and what the rule of its composition says of them."""

from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst

from brobygger.board import composition
from brobygger.board.models import BoardRules, Seat

OFFICES = list(Seat.Office.values)


def rules_in_force() -> BoardRules:
    """The centre's rules; before anybody has set them, the usual ones."""
    return BoardRules.objects.first() or BoardRules()


def seats_listed() -> QuerySet[Seat]:
    return Seat.objects.select_related("person", "represents", "appointed_by")


def sitting_on(day: date, seats: list[Seat]) -> list[Seat]:
    """Those of ``seats`` that are filled on ``day``, the chair first."""
    rows = [seat for seat in seats if seat.since <= day and (seat.until is None or seat.until >= day)]
    return sorted(rows, key=lambda seat: (OFFICES.index(seat.office), seat.person.name))


def verdict_on(seats: list[Seat], rules: BoardRules, *, named: bool = True) -> composition.Verdict:
    """What the rules say; where persons are not ``named``, their offices stand for them."""
    sittings = [
        composition.Sitting(
            seat.person.name if named else capfirst(str(seat.get_office_display())),
            seat.office,
            seat.represents.sector if seat.represents else "",
            bool(seat.represents and seat.represents.voluntary_social),
        )
        for seat in seats
    ]
    return composition.judge(
        sittings, majority_voluntary=rules.majority_voluntary, chair_not_municipal=rules.chair_not_municipal, size=rules.size
    )
