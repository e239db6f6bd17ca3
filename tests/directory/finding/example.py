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


def queries(name: str = "queries.txt") -> list[tuple[str, list[str]]]:
    lines = [line for line in (FOLDER / name).read_text().splitlines() if line and not line.startswith("#")]
    return [(asked, expected.split()) for asked, expected in (line.split(" | ") for line in lines)]


def fill() -> dict[str, int]:
    """The offers in the centre in force, indexed: their numbers by key."""
    vocabulary.lay_out()
    for position, (name, (code, north, east)) in enumerate(PLACES.items()):
        Locality.objects.create(name=name, postal_codes=code, latitude=Decimal(north), longitude=Decimal(east), position=position)
    offers = described()
    providers = {name: OrganisationFactory.create(name=name) for name in dict.fromkeys(said["by"] for said in offers.values())}
    themes = {name: Theme.objects.create(name=name) for name in dict.fromkeys(said["themes"] for said in offers.values())}
    groups = {name: TargetGroup.objects.create(name=name) for name in dict.fromkeys(said["groups"] for said in offers.values())}
    places, meanings = {row.name: row for row in Locality.objects.all()}, {row.key: row for row in Meaning.objects.all()}
    made = {key: _offer(said, providers[said["by"]]) for key, said in offers.items()}
    Offer.objects.bulk_create(made.values())
    for relation, column, ties in (
        (Offer.themes, "theme", lambda said: [themes[said["themes"]]]), (Offer.target_groups, "targetgroup", lambda said: [groups[said["groups"]]]),
        (Offer.localities, "locality", lambda said: [places[name] for name in said.get("places", "").split()]),
        (Offer.situations, "meaning", lambda said: [meanings[name] for name in said.get("situations", "").split()]),
    ):
        through: Any = relation.through
        through.objects.bulk_create(through(offer=made[key], **{column: tie}) for key, said in offers.items() for tie in ties(said))
    numbers = {key: offer.pk for key, offer in made.items()}
    index.put(numbers.values())
    return numbers


def _offer(said: dict[str, str], provider: Any) -> Any:
    marks = said["is"].split()
    return OfferFactory.build(
        provider=provider, title=said["title"], short=said["short"], text=said["text"], whole_municipality=bool(said["everywhere"]), free="free" in marks,
        anonymous="anonymous" in marks, step_free="step_free" in marks, access=next((each for each in marks if each in Offer.Access.values), "call"),
        **{name: True for name in marks if name in Offer.FORMS},
    )
