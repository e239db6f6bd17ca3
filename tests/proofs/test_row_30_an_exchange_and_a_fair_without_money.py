"""Offer and need, answer, deal, done, thanks, no money; and an evening on which 115 deals are made: each counts, opens to its row, and moves the light of the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brobygger.exchange import defaults, fairs, swapping
from brobygger.exchange.models import Category, Exchange, ExchangePost
from brobygger.organisations.models import Organisation
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.lights import Colour
from tests.exchange.growing import FAIRS, NOW, TODAY, a_fair, counted, typed
from tests.factories import (
    ExchangePostFactory,
    OrganisationFactory,
    PlanFactory,
    TargetFactory,
)


@pytest.fixture
def fair(centre):
    return a_fair()


def test_the_light_moves_when_both_have_said_yes_and_back_when_it_is_called_off(client_of, bo, centre):
    """Two swaps of hands are the target, and the period is over: none is red, one is yellow, two are green."""
    defaults.lay_out()
    hands, things = Category.objects.get(sort="hands"), Category.objects.get(sort="goods")
    plan = PlanFactory.create(starts_on=TODAY - timedelta(days=60), ends_on=TODAY, status="adopted")
    target = TargetFactory.create(activity__goal__area__plan=plan, measure="exchanges_made", minimum=2, narrow={"exchange_category": [hands.pk]})

    def light():
        return evaluate_target(target, TODAY + timedelta(days=1)).light.colour

    rows = []
    for kind in (things, hands, hands):
        post = ExchangePostFactory.create(side="need", category=kind)
        rows.append(swapping.answer(post, swapping.Who("Kim", "kim@unge.example", association="Ungdomsgruppen"), text="Ja", key=f"k{post.pk}", centre=centre, now=NOW))
    colours = [light()]
    for row in rows:
        proposed = swapping.propose(row, poster=False, what="Fire hænder", on=None, minutes=60, centre=centre, now=NOW)
        swapping.agree(proposed, poster=True, seen=proposed.version, centre=centre, now=NOW)
        colours.append(light())
    assert colours == [Colour.RED, Colour.RED, Colour.YELLOW, Colour.GREEN]
    evidence = client_of(bo).get(reverse("plan:evidence", args=["testby", target.pk]))
    assert evidence.content.decode().count("Ungdomsgruppen → ") == 2
    swapping.end(rows[1], by=None, now=NOW, poster=True)
    assert light() == Colour.YELLOW


def test_one_evening_of_145_people_265_posts_and_115_deals(client_of, bo, carla, fair):
    """Row 30: an elders' club lacks hands for its flea market, a youth group lends them; and all the others."""
    elders, youth = OrganisationFactory.create(name="De ældres klub"), OrganisationFactory.create(name="Ungdomsgruppen")
    clubs = [elders, youth, *(OrganisationFactory.create(name=f"Forening {n}") for n in range(48))]
    fair.organisations.set(clubs)
    kinds = list(Category.objects.all())
    need = ExchangePostFactory.create(organisation=elders, side="need", title="Hænder til loppemarked", category=kinds[0])
    ExchangePost.objects.bulk_create(ExchangePostFactory.build(organisation=clubs[n % 50], category=kinds[n % 6], side=("offer", "need")[n % 2]) for n in range(264))
    registration = fair.event.registration
    registration.persons, registration.state = 145, "held"
    registration.save()
    desk, here = client_of(carla), f"{FAIRS}{fair.pk}/sedler/"
    assert desk.post(here, typed(post=need.pk, gives="Ungdomsgruppen", hours="24", own_key="first")).status_code == 302
    posts = list(ExchangePost.objects.exclude(pk=need.pk).order_by("pk")[:114])
    for number, post in enumerate(posts):
        other = clubs[(number + 7) % 50].name if number % 10 else f"Ny forening {number}"
        assert desk.post(here, typed(post=post.pk, own_key=f"k{number}", hours="1,5", **{"gets" if post.is_offer else "gives": other})).status_code == 302
    found = fairs.tally(fair)
    assert (found.swaps, found.posts, counted(), found.minutes) == (115, 265, 115, 24 * 60 + 114 * 90)
    assert found.organisations == 50 + 12
    assert sum(n for _name, n, _percent in found.by_category) == 115
    first = Exchange.objects.order_by("pk").first()
    assert (first.giver, first.getter, first.what) == ("Ungdomsgruppen", "De ældres klub", "Hænder til loppemarked")
    assert counted("event_participants") == 145
    assert Organisation.objects.filter(name__startswith="Ny forening").count() == 0  # a name on a slip makes nobody an association of the centre's
    assert "115" in client_of(bo).get(f"{FAIRS}{fair.pk}/tavle/").content.decode()
    assert len(desk.get(f"{here}?format=csv").content.decode("utf-8-sig").splitlines()) == 116
    assert client_of(bo).get(f"{FAIRS}{fair.pk}/katalog/fil.pdf").content.startswith(b"%PDF")
