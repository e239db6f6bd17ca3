"""A made-up centre by the water with some seventy offers (offers.txt), and what people may ask it (queries.txt)."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.directory import vocabulary
from brobygger.directory.finding import index
from brobygger.directory.models import Meaning, Offer
from tests.factories import OfferFactory, OrganisationFactory

FOLDER = Path(__file__).parent
PLACES = {
    "Slagelse": ("4200", "55.4028", "11.3546"), "Korsør": ("4220", "55.3299", "11.1386"), "Skælskør": ("4230", "55.2531", "11.2937"), "Dalmose": ("4261", "55.2930", "11.4230"),
}
LINES = ("by", "short", "text", "situations", "themes", "groups", "places", "is")


@cache
def described() -> dict[str, dict[str, str]]:
    """The offers of the file by key."""
    found: dict[str, dict[str, str]] = {}
    for block in (FOLDER / "offers.txt").read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        key, title = lines[0].split(" | ")
        found[key] = {"title": title, "everywhere": "yes" if "everywhere" in lines else ""}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            if name in LINES:
                found[key][name] = value
    return found


def queries() -> list[tuple[str, list[str]]]:
    lines = [line for line in (FOLDER / "queries.txt").read_text().splitlines() if line and not line.startswith("#")]
    return [(asked, expected.split()) for asked, expected in (line.split(" | ") for line in lines)]


def fill() -> dict[str, int]:
    """The offers in the centre in force, indexed: their numbers by key."""
    vocabulary.lay_out()
    for position, (name, (code, north, east)) in enumerate(PLACES.items()):
        Locality.objects.create(name=name, postal_codes=code, latitude=Decimal(north), longitude=Decimal(east), position=position)
    providers: dict[str, Any] = {}
    made = {}
    for key, said in described().items():
        provider = providers.get(said["by"]) or providers.setdefault(said["by"], OrganisationFactory.create(name=said["by"]))
        marks = said["is"].split()
        offer = OfferFactory.create(
            provider=provider, title=said["title"], short=said["short"], text=said["text"], whole_municipality=bool(said["everywhere"]), free="free" in marks,
            anonymous="anonymous" in marks, step_free="step_free" in marks, access=next((each for each in marks if each in Offer.Access.values), "call"),
            **{name: True for name in marks if name in Offer.FORMS},
        )
        offer.themes.add(Theme.objects.get_or_create(name=said["themes"])[0])
        offer.target_groups.add(TargetGroup.objects.get_or_create(name=said["groups"])[0])
        offer.localities.set(Locality.objects.filter(name__in=said.get("places", "").split()))
        keys = said.get("situations", "").split()
        tagged = list(Meaning.objects.filter(key__in=keys))
        assert len(tagged) == len(keys), keys
        offer.situations.set(tagged)
        made[key] = offer.pk
    index.put(made.values())
    return made
