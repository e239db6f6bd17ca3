"""What everybody sees: themes, times and free seats, never people; a list without an account; and what one gained, without a name."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone

from brobygger.core.models import OutgoingMail
from brobygger.groups import afterwards
from brobygger.groups.models import Participant, Verdict
from brobygger.groups.views.public import NOT_LOOKED
from tests.factories import (
    GroupFactory,
    MeaningFactory,
    OrganisationFactory,
    ParticipantFactory,
    ThemeFactory,
    TypeRuleFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
ALL = "/testby/grupper/"


@pytest.fixture
def group(centre):
    row = GroupFactory.create(title="Når man har mistet", theme__name="Sorg", seats=2, weekday=1, rhythm="8–10 møder", first_on=TODAY + timedelta(days=10), place="Mødelokale 2")
    ParticipantFactory.create(group=row, name="Vilhelmine", state="seated", seated_on=TODAY, forget_on=None)
    return row


def test_the_overview_shows_all_by_theme_and_nobody(client, group):
    GroupFactory.create(title="Gå med", organisation=OrganisationFactory.create(name="Røde Kors"), theme=group.theme, type="interest")
    GroupFactory.create(title="Kladden", published_at=None)
    GroupFactory.create(title="Den gamle", state="ended", started_on=TODAY, ended_on=TODAY)
    page = client.get(ALL)
    text = page.content.decode()
    assert [(name, [row.title for row in rows]) for name, rows in page.context["parts"]] == [("Sorg", ["Gå med", "Når man har mistet"])]
    for said in ("Røde Kors", "Tirsdag", "8–10 møder", "Mødelokale 2", "ledige pladser", "anbefaler"):
        assert said in text, said
    assert "Vilhelmine" not in text
    assert "henvis" not in text
    assert [row.title for _name, rows in client.get(f"{ALL}?type=interest").context["parts"] for row in rows] == ["Gå med"]
    assert "Vis alle" in client.get(f"{ALL}?hvor=online").content.decode()


def test_it_asks_as_many_questions_for_three_as_for_one(client, group):
    def asked():
        client.get(ALL)
        with CaptureQueriesContext(connection) as found:
            client.get(ALL)
        return len(found)

    one = asked()
    for _more in range(2):
        GroupFactory.create(organisation=OrganisationFactory.create())
    assert asked() == one == 7


def test_a_page_shows_seats_and_never_people_and_an_unpublished_one_is_not_there(client, group):
    text = client.get(f"{ALL}{group.pk}/").content.decode()
    assert ("1 ledig af 2" in text, "Vilhelmine" in text) == (True, False)
    assert client.get(f"{ALL}{GroupFactory.create(published_at=None).pk}/").status_code == 404


def test_a_first_name_and_a_telephone_number_are_enough(client, group):
    url = f"{ALL}{group.pk}/"
    assert client.post(url, {"name": "Anna"}).status_code == 422
    cpr = client.post(url, {"name": "010190-1111", "mail": "anna@example.org"})
    assert (cpr.status_code, "anna@example.org" in cpr.content.decode()) == (422, True)
    assert client.post(url, {"name": "Anna", "phone": "12 34 56 78"}).status_code == 302
    one = Participant.objects.get(name="Anna")
    assert (one.state, one.mail, one.group) == ("waiting", "", group)


@pytest.mark.parametrize(("days", "said"), [(-1, False), (1, True)])
def test_a_first_day_that_has_passed_is_not_promised(client, group, days, said):
    """Of a group that still gathers people, the day it once hoped for stands neither in a mail nor on its page; one to come does."""
    group.first_on = TODAY + timedelta(days=days)
    group.save()
    assert client.post(f"{ALL}{group.pk}/", {"name": "Inger", "mail": "inger@x.example"}).status_code == 302
    text = OutgoingMail.objects.get(to="inger@x.example").text
    shown = formats.date_format(group.first_on, "j. F Y")
    assert ("Første gang" in text, shown in text, shown in client.get(f"{ALL}{group.pk}/").content.decode()) == (said, said, said)


def test_with_a_mail_that_is_there_the_page_says_what_it_says_to_all_and_the_link_goes_to_the_mail(client, group):
    answers = [client.post(f"{ALL}{group.pk}/", {"name": "Anna", "mail": "anna@example.org"}) for _twice in range(3)]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {(302, f"{ALL}{group.pk}/?tak=1#liste")}
    assert Participant.objects.filter(mail="anna@example.org").count() == 1
    assert OutgoingMail.objects.filter(to="anna@example.org").count() == 2  # once more in the hour, and not twice


def test_a_robot_is_thanked_and_nothing_is_kept_and_very_many_are_stopped(client, group):
    cache.clear()
    url = f"{ALL}{group.pk}/"
    assert client.post(url, {"name": "Robot", "mail": "r@x.dk", "second_name": "Robot"}).status_code == 302
    assert not Participant.objects.filter(name="Robot").exists()
    found = [client.post(url, {"name": "P", "mail": f"p{n}@x.dk"}).status_code for n in range(NOT_LOOKED)]
    assert found == [302] * (NOT_LOOKED - 1) + [422]


def test_one_sees_where_one_stands_and_leaves_by_the_link(client, group):
    client.post(f"{ALL}{group.pk}/", {"name": "Anna", "mail": "anna@example.org"})
    one = Participant.objects.get(name="Anna")
    url = f"{ALL}min/{one.token}/"
    assert "Anna, du står på listen" in client.get(url).content.decode()
    client.post(url, {"act": "leave"})
    one.refresh_from_db()
    assert one.state == "left"
    assert "ikke længere på listen" in client.get(url).content.decode()
    assert client.get(f"{ALL}min/findes-ikke/").status_code == 404


def test_one_waits_for_a_theme_among_those_the_centre_has_chosen(client, centre):
    grief, money = ThemeFactory.create(name="Sorg"), ThemeFactory.create(name="Fundraising")
    TypeRuleFactory.create(type="self_help").themes.add(grief)
    url = f"{ALL}venteliste/"
    text = client.get(f"{url}?tema={grief.pk}").content.decode()
    assert ("Sorg" in text, "Fundraising" in text) == (True, False)
    assert client.post(url, {"type": "self_help", "theme": money.pk, "name": "Anna", "mail": "a@x.dk"}).status_code == 422
    assert client.post(url, {"type": "self_help", "theme": grief.pk, "name": "Anna", "mail": "a@x.dk"}).status_code == 302
    one = Participant.objects.on_themes().get()
    assert (one.theme, one.type) == (grief, "self_help")
    assert "gruppe om: Sorg" in OutgoingMail.objects.get().text


def test_one_asked_says_yes_or_waits_on_by_the_link(client, group):
    one = ParticipantFactory.create(group=group, theme=group.theme, state="asked", name="Anna")
    url = f"{ALL}min/{one.token}/"
    assert "Vil du stå på listen" in client.get(url).content.decode()
    client.post(url, {"act": "wants"})
    one.refresh_from_db()
    assert one.state == "waiting"


def test_what_one_gained_is_kept_without_a_name_once_for_each_form(client, group):
    token = afterwards.token_of(group)
    url = f"{ALL}evaluering/{token}/"
    assert "Der kan ikke svares" in client.get(url).content.decode()  # it has not started
    group.state, group.started_on = "running", TODAY
    group.save()
    for _twice in range(2):
        assert client.post(url, {"score": "4", "gained": "Mod", "key": "formularen"}).status_code == 302
    assert list(Verdict.objects.values_list("score", "gained", "typed")) == [(4, "Mod", False)]
    assert client.post(url, {"score": "9"}).status_code == 422
    assert client.get(f"{ALL}evaluering/1-forkert/").status_code == 404
    group.state, group.ended_on, group.started_on = "ended", TODAY - timedelta(days=91), TODAY - timedelta(days=200)
    group.save()
    assert 'name="score"' not in client.get(url).content.decode()


def test_an_open_cafe_has_no_list(client, centre):
    cafe = GroupFactory.create(type="cafe")
    assert "Bare kom" in client.get(f"{ALL}{cafe.pk}/").content.decode()
    assert client.post(f"{ALL}{cafe.pk}/", {"name": "Anna", "mail": "a@x.dk"}).status_code == 409


class TestLeavingQuickly:
    """Pages that somebody might not want to be seen with have a way off, and are kept by no browser."""

    def seen(self, client, url):
        answer = client.get(url)
        return "data-leave" in answer.content.decode(), answer.headers.get("Cache-Control") == "no-store"

    def test_those_of_self_help_always(self, client, group):
        one = ParticipantFactory.create(group=group)
        waits = ParticipantFactory.create(group=None, theme=ThemeFactory.create())
        for url in (f"{ALL}{group.pk}/", f"{ALL}venteliste/", f"{ALL}min/{one.token}/", f"{ALL}min/{waits.token}/"):
            assert self.seen(client, url) == (True, True), url

    def test_others_where_the_name_says_something_sensitive(self, client, centre):
        MeaningFactory.create(name="Vold i hjemmet", words="vold\nvoldelig partner", sensitive=True)
        MeaningFactory.create(name="Vil bevæge sig", words="gåtur", sensitive=False)
        walks = GroupFactory.create(type="interest", title="Gåtur om søen")
        after = GroupFactory.create(type="interest", title="Café efter vold")
        for row, wanted in ((walks, False), (after, True)):
            one = ParticipantFactory.create(group=row)
            for url in (f"{ALL}{row.pk}/", f"{ALL}min/{one.token}/"):
                assert self.seen(client, url) == (wanted, wanted), url
