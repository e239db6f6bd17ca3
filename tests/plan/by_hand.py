"""Counting by hand: every row is read plainly and looked at in Python, by what the words of a measure mean. It asks no source and no queryset of ours.

What it says is what :mod:`brobygger.plan.counting` must say, whichever way it takes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.models import Participation, Registration
from brobygger.organisations.models import Membership
from brobygger.plan.periods import Period

HELD = ("held",)
WHOSE = ("held", "joined", "offered")


@dataclass(frozen=True)
class Meant:
    """Work of which kinds, whose unless it is said, and what of it: the ``rows``, the ``persons``, or ``who`` they were."""

    bases: frozenset[str]
    of: str
    modes: tuple[str, ...] = HELD


def _of(*bases: BaseKind) -> frozenset[str]:
    return frozenset(base.value for base in bases)


MEANT: Mapping[str, Meant] = {
    "events_held": Meant(_of(*EVENTS), "rows"),
    "event_participants": Meant(_of(*EVENTS), "persons"),
    "event_organisations": Meant(_of(*EVENTS), "who"),
    "network_meetings": Meant(_of(BaseKind.NETWORK_MEETING), "rows"),
    "network_organisations": Meant(_of(BaseKind.NETWORK_MEETING), "who"),
    "tour_visitors": Meant(_of(BaseKind.TOUR), "persons"),
    "tour_organisations": Meant(_of(BaseKind.TOUR), "who"),
    "relay_communities": Meant(_of(BaseKind.RELAY), "who"),
    "consultations": Meant(_of(BaseKind.CONSULTATION), "rows", WHOSE),
    "consulted_organisations": Meant(_of(BaseKind.CONSULTATION), "who", WHOSE),
    "consultation_hours": Meant(_of(BaseKind.CONSULTATION), "hours", WHOSE),
    "organisations_made_visible": Meant(_of(BaseKind.PUBLICATION, BaseKind.VISIBILITY), "who", WHOSE),
}
AMONG_THOSE = {"organisation", "association", "sector", "formal", "member"}


def figure(key: str, period: Period, narrow: Mapping[str, list[Any]]) -> int:
    """What ``key`` comes to, over rows that no working group holds."""
    meant, total, told_apart = MEANT[key], 0, set()
    for row, there in _work(meant, period, narrow):
        among = {name: wanted for name, wanted in narrow.items() if name in AMONG_THOSE}
        fitting = [each for each in there if all(_is(each, row.done_on, name, wanted) for name, wanted in among.items())]
        if meant.of in {"rows", "hours"}:
            # Of work as a whole it is enough that somebody was there to whom it holds, for each that is asked.
            if all(any(_is(each, row.done_on, name, wanted) for each in there) for name, wanted in among.items()):
                total += 1 if meant.of == "rows" else row.minutes or 0
        elif meant.of == "persons":
            total += sum(each.persons or 0 for each in fitting) if among else row.persons or 0
        else:
            told_apart |= {_name(each) for each in fitting} - {None}
    return len(told_apart) or (total // 60 if meant.of == "hours" else total)


def each_of(key: str, period: Period, narrow: Mapping[str, list[Any]], name: str) -> dict[int, int]:
    """The same for each network, locality or association that has any."""
    if name == "association":
        keys = set(Participation.objects.filter(organisation__isnull=False).values_list("organisation", flat=True))
    else:
        keys = {getattr(row, f"{name}_id") for row in Registration.objects.all()} - {None}
    found = {key_of: figure(key, period, _both(narrow, name, key_of)) for key_of in keys}
    return {key_of: n for key_of, n in found.items() if n}


def _both(narrow: Mapping[str, list[Any]], name: str, key: int) -> dict[str, list[Any]]:
    kept = {other: wanted for other, wanted in narrow.items() if other != name}
    return {**kept, name: [key] if name not in narrow or key in narrow[name] else []}


def _work(meant: Meant, period: Period, narrow: Mapping[str, list[Any]]) -> Iterator[tuple[Registration, list[Participation]]]:
    whose = narrow.get("mode", meant.modes)
    for row in Registration.objects.all():
        if row.draft or row.state != "held" or row.base not in meant.bases or row.mode not in whose or not period.start <= row.done_on <= period.end:
            continue
        if "online" in narrow and row.format != "both" and (row.format == "online") not in narrow["online"]:
            continue
        if any(row.base not in wanted for name, wanted in narrow.items() if name == "base"):
            continue
        if any(getattr(row, f"{name}_id") not in narrow[name] for name in ("theme", "locality", "network", "project", "kind") if name in narrow):
            continue
        yield row, list(Participation.objects.filter(registration=row))


def _is(there: Participation, on: date, name: str, wanted: list[Any]) -> bool:
    if name in {"organisation", "association"}:
        return there.organisation_id in wanted
    if name == "sector":
        return there.sector in wanted
    memberships = [each for each in Membership.objects.select_related("type") if there.organisation_id and each.organisation_id == there.organisation_id]
    on_the_day = [each for each in memberships if each.starts_on <= on and (each.ends_on is None or on <= each.ends_on)]
    if name == "formal":
        return any(each.type.formal in wanted for each in on_the_day)
    return bool(on_the_day) in wanted


def _name(there: Participation) -> object:
    """Whom one is counted as: the organisation, or its words where they name one."""
    words = " ".join(there.label.lower().split())
    return there.organisation_id or (words if words not in {"", "borgere", "beboere"} else None)
