"""The rule of the board's composition, as volunteer centres' statutes commonly have it. Pure: seats in, warnings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brobygger.organisations.models import Sector


@dataclass(frozen=True, slots=True)
class Sitting:
    """One seat as the rule sees it."""

    name: str
    office: str
    sector: str
    voluntary_social: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """``majority``: of ``members`` without substitutes, how many come from local voluntary social associations."""

    members: int
    majority: int
    warnings: tuple[str, ...]


def judge(seats: Sequence[Sitting], *, majority_voluntary: bool, chair_not_municipal: bool, size: int) -> Verdict:
    """Substitutes do not count. A majority is more than half of the members there are."""
    members = [seat for seat in seats if seat.office != "substitute"]
    voluntary = sum(seat.voluntary_social for seat in members)
    warnings = []
    if majority_voluntary and 2 * voluntary <= len(members):
        warnings.append(
            _("%(n)s of %(all)s members come from local voluntary social associations; it must be more than half.")
            % {"n": voluntary, "all": len(members)}
        )
    if chair_not_municipal:
        warnings += [
            _("%(name)s leads the board and comes from the municipality.") % {"name": seat.name}
            for seat in members
            if seat.office in {"chair", "vice_chair"} and seat.sector == Sector.MUNICIPALITY
        ]
    if len(members) < size:
        warnings.append(_("%(n)s of %(size)s seats are filled.") % {"n": len(members), "size": size})
    return Verdict(len(members), voluntary, tuple(warnings))
