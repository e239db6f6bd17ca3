"""Whom a questionnaire goes to: by type, theme and place; and before it goes, how many that is, who is left out, and why."""

import pytest
from django.utils import timezone

from brobygger.surveys import declining
from brobygger.surveys.recipients import Narrow, Recipient, found, once, preview
from tests.factories import (
    LocalityFactory,
    MatchFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonalLinkFactory,
    PersonFactory,
    SendingFactory,
    ThemeFactory,
    VolunteerFactory,
)

TODAY = timezone.localdate()


def mails(key, **narrow):
    return sorted(each.mail.partition("@")[0] for each in found(key, TODAY, Narrow(**narrow)))


@pytest.fixture
def known(centre):
    """Two members, one of them a person, and an association that is none; with themes and places."""
    theme, town, village = ThemeFactory.create(), LocalityFactory.create(), LocalityFactory.create()
    member = OrganisationFactory.create(name="Cykelklubben", mail="cykel@mail.example", locality=town)
    member.themes.add(theme)
    MembershipFactory.create(organisation=member, locality=town)
    MembershipFactory.create(organisation=None, person=PersonFactory.create(mail="petra@mail.example"), locality=village)
    other = OrganisationFactory.create(name="Skakklubben", mail="skak@mail.example", locality=town)
    other.localities.add(village)
    OrganisationFactory.create(name="Uden mail", mail="")
    return {"theme": theme.pk, "town": town.pk, "village": village.pk}


def test_by_theme_and_by_place_or_both(known):
    assert (mails("members"), mails("known")) == (["cykel", "petra"], ["cykel", "skak"])
    assert (mails("members", theme=known["theme"]), mails("known", theme=known["theme"])) == (["cykel"], ["cykel"])
    assert (mails("known", place=known["town"]), mails("known", place=known["village"])) == (["cykel", "skak"], ["skak"])
    assert (mails("members", place=known["village"]), mails("known", theme=known["theme"], place=known["village"])) == (["petra"], [])


def test_volunteers_by_the_theme_of_their_job_and_where_they_live(known):
    for mail, place, theme in (("en@mail.example", known["town"], known["theme"]), ("to@mail.example", known["village"], None)):
        volunteer = VolunteerFactory.create(person=PersonFactory.create(mail=mail), locality_id=place)
        MatchFactory.create(volunteer=volunteer, opportunity__theme_id=theme, state="started", introduced_on=TODAY, started_on=TODAY)
    assert (mails("volunteers"), mails("volunteers", place=known["village"]), mails("volunteers", theme=known["theme"])) == (["en", "to"], ["to"], ["en"])


def test_a_preview_accounts_for_everybody():
    rows = [Recipient("a@x.example", "A"), Recipient("A@x.example", "A igen"), Recipient("b@x.example"), Recipient("c@x.example"), Recipient("", "D"), Recipient("e@x.example")]
    seen = preview(rows, {"b@x.example"}, {"c@x.example", "b@x.example"})
    assert ([each.mail for each in seen.people], seen.without_mail, seen.on_the_list, seen.declined, seen.twice) == (["a@x.example", "e@x.example"], ("D",), 1, 1, 1)
    assert len(seen.people) + seen.left_out == len(rows)
    assert [each.mail for each in once(rows)] == ["a@x.example", "b@x.example", "c@x.example", "e@x.example"]


def test_the_page_shows_who_it_would_be_and_writes_nothing_before_it_is_said(client_of, bo, centre, known):
    row = SendingFactory.create(opened_on=None, open_token="")
    PersonalLinkFactory.create(sending=row, mail="cykel@mail.example")
    declining.decline(declining.digest_of("skak@mail.example", centre.pk), now=timezone.now())
    browser, url = client_of(bo), f"{row.get_absolute_url()}modtagere/"
    page = browser.post(url, {"act": "see", "whom": "known", "written": "ny@mail.example"}).content.decode()
    for said in ("1 mere bliver spurgt", "ny@mail.example", "1 står allerede på listen", "1 har ingen mail: Uden mail", "1 har frabedt sig spørgeskemaer"):
        assert said in page
    assert row.links.count() == 1
    browser.post(url, {"act": "add", "whom": "known", "written": "ny@mail.example"})
    assert sorted(row.links.values_list("mail", flat=True)) == ["cykel@mail.example", "ny@mail.example"]
    nobody = browser.post(url, {"act": "see", "theme": str(known["theme"]), "place": str(known["village"])})
    assert (nobody.status_code, "Der er ingen i det" in nobody.content.decode()) == (422, True)
