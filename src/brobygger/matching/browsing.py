"""What the public list of opportunities shows: narrowed as its address says, and ways on where nothing fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, Q
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality, TargetGroup
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.journal.models import Format
from brobygger.matching.masks import MOST, PARTS, half_day, mask_of
from brobygger.matching.models import Opportunity, Topic
from brobygger.matching.topics import offered

ONLINE: Final = "online"
PARTS_OF_A_DAY: Final = {str(part): mask_of(half_day(day, part) for day in range(7)) for part in range(len(PARTS))}
WEEKEND: Final = mask_of(half_day(day, part) for day in (5, 6) for part in range(len(PARTS)))


@dataclass(frozen=True, slots=True)
class WayOut:
    """One filter less, and how many there are then."""

    text: str
    query: str
    n: int


class Asked:
    """``q`` words, ``om`` an interest's bit, ``sted`` a locality or "online", ``naar`` a part of the day or "weekend", ``hvem`` a target group. Strange values are none."""

    def __init__(self, given: Mapping[str, Any], *, across: bool = False) -> None:
        self.across = across
        self.words = str(given.get("q", "")).strip()[:100]
        about = key_of(given.get("om"))
        self.about = about if about is not None and about <= MOST and not across else None
        said = str(given.get("sted", ""))[:80]
        self.place: str | int | None = ONLINE if said == ONLINE else said if across else key_of(said)
        self.time = str(given.get("naar", "")) if str(given.get("naar", "")) in {*PARTS_OF_A_DAY, "weekend"} else ""
        self.whom = key_of(given.get("hvem")) if not across else None
        self.extra = bool(given.get("plads"))
        self.centre = str(given.get("center", ""))[:40] if across else ""

    def narrow(self, rows: Any) -> Any:
        if self.words:
            rows = rows.filter(Q(title__icontains=self.words) | Q(tasks__icontains=self.words) | Q(text__icontains=self.words) | Q(organisation__name__icontains=self.words) | Q(place__icontains=self.words))
        if self.about is not None:
            rows = rows.annotate(asked_about=F("interests").bitand(1 << self.about)).exclude(asked_about=0)
        if self.place == ONLINE:
            rows = rows.exclude(format=Format.ON_SITE)
        elif self.place:
            rows = rows.filter(**{"locality__name" if self.across else "locality": self.place})
        if self.time:
            wanted = WEEKEND if self.time == "weekend" else PARTS_OF_A_DAY[self.time]
            rows = rows.annotate(asked_times=F("times").bitand(wanted)).filter(Q(times=0) | ~Q(asked_times=0))
        if self.whom:
            rows = rows.filter(target_group=self.whom)
        if self.extra:
            rows = rows.filter(welcoming=True)
        if self.centre:
            rows = rows.filter(centre__key=self.centre)
        return rows

    def said(self) -> dict[str, object]:
        """The address's words, those that say something."""
        found = {"q": self.words, "om": self.about, "sted": self.place, "naar": self.time, "hvem": self.whom, "plads": 1 if self.extra else "", "center": self.centre}
        return {name: value for name, value in found.items() if value not in ("", None)}

    def query(self, *, without: str = "") -> str:
        return urlencode({name: value for name, value in self.said().items() if name != without})


def filters(asked: Asked) -> list[Filter]:
    """The form above a centre's own list."""
    places = [(ONLINE, _("online")), *Locality.objects.filter(retired=False).values_list("pk", "name")]
    times = [*((key, str(PARTS[int(key)])) for key in PARTS_OF_A_DAY), ("weekend", _("at the weekend"))]
    found = [
        Filter("q", _("Words"), asked.words), Filter("om", _("About"), asked.about, lines=offered(Topic.Sort.INTEREST)), Filter("sted", _("Where"), asked.place, lines=places),
        Filter("naar", _("When"), asked.time, lines=times),
    ]
    if groups := list(TargetGroup.objects.filter(retired=False).values_list("pk", "name")):
        found.append(Filter("hvem", _("For whom"), asked.whom, lines=groups))
    return [*found, Filter("plads", _("A little extra to begin"), "1" if asked.extra else "", lines=[("1", _("places that welcome it"))])]


def ways_out(asked: Asked, rows: Any, labels: Mapping[str, str]) -> list[WayOut]:
    """Where nothing fits: each filter taken away by itself, as far as something fits then; one question for each filter in use."""
    found = []
    for name in asked.said():
        fewer = Asked({key: value for key, value in asked.said().items() if key != name}, across=asked.across)
        if n := fewer.narrow(rows).count():
            found.append(WayOut(_("without “%(filter)s”") % {"filter": labels.get(name, name)}, asked.query(without=name), n))
    return found


def public() -> Any:
    return Opportunity.objects.listed().public()


def over_all_centres() -> Any:
    """What each centre has made public, and nothing else of theirs."""
    return Opportunity.everywhere.filter(state=Opportunity.State.PUBLISHED).select_related("organisation", "locality", "centre")
