"""Those who come with one who signed up: named if she likes, asked what is asked of everybody, and ticked off one by one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.privacy import declarations
from brobygger.events import attendance, companions, moving_up, places, signing_up
from brobygger.events.attendance import Tick
from brobygger.events.companions import Named
from brobygger.events.models import Answer, Attendance, Companion, Event, SignUp
from brobygger.journal.models import Registration
from tests.factories import (
    CompanionFactory,
    EventFactory,
    QuestionFactory,
    SignUpFactory,
    SignUpListFactory,
)

NOW = timezone.now()
OFFICE = "/testby/kontor/arrangementer"


@pytest.fixture
def coming(centre):
    starts = NOW + timedelta(days=3)
    return EventFactory.create(starts_at=starts, ends_at=starts + timedelta(hours=2), signup_list=SignUpListFactory.create(), published_at=NOW)


@pytest.fixture
def today(centre):
    """An event under way, with a party of four of whom two have names."""
    event = EventFactory.create(starts_at=NOW - timedelta(minutes=5), ends_at=NOW + timedelta(hours=2), signup_list=SignUpListFactory.create())
    lead = SignUpFactory.create(signup_list=event.signup_list, name="Anna", persons=4)
    for position, name in enumerate(("Bent", "Clara")):
        CompanionFactory.create(signup=lead, position=position, name=name)
    return event


def names(signup):
    return [each.name for each in signup.companions.all()]


def came(event):
    return Registration.objects.get(pk=event.pk).persons


class TestNames:
    def given(self, **more):
        return {"name": "Anna", "mail": "anna@example.org", "persons": "3", "second_name": "", "seen": "", **more}

    def test_they_are_optional_and_one_a_line(self, client, coming):
        page = f"/testby/arrangementer/{coming.pk}/"
        assert client.post(page, self.given(mail="b@example.org")).status_code == 302
        assert client.post(page, self.given(others=" Bent  Bo \n\nClara\n")).status_code == 302
        assert [names(each) for each in SignUp.objects.order_by("pk")] == [[], ["Bent Bo", "Clara"]]

    @pytest.mark.parametrize(("given", "said"), [
        ({"others": "Bent\nClara\nDitte"}, "nævnt flere"), ({"persons": "1", "others": "Bent"}, "nævnt flere"), ({"others": "x" * 121}, "ét navn på hver linje"),
        ({"others": "Bent 010190-1234"}, "CPR"),
    ])
    def test_what_cannot_be_is_said_and_what_was_typed_is_kept(self, client, coming, given, said):
        answer = client.post(f"/testby/arrangementer/{coming.pk}/", self.given(**given))
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert said in shown
        assert given["others"].splitlines()[0] in shown
        assert not SignUp.objects.exists()

    def test_who_can_bring_nobody_is_not_asked(self, client, coming):
        coming.signup_list.most_persons = 1
        coming.signup_list.save()
        assert "others" not in client.get(f"/testby/arrangementer/{coming.pk}/").context["form"].fields

    def test_on_her_own_page_each_is_named_and_answers_for_herself(self, client, client_of, bo, coming):
        eats = QuestionFactory.create(signup_list=coming.signup_list, text="Hvad spiser du?", per_person=True)
        QuestionFactory.create(signup_list=coming.signup_list, text="Hvor hørte du om det?")
        one = SignUpFactory.create(signup_list=coming.signup_list, name="Anna", persons=3)
        page = f"/testby/tilmelding/{one.token}/"
        assert [name for name in client.get(page).context["form"].fields if name.startswith("other")] == ["other2", f"other2q{eats.pk}", "other3", f"other3q{eats.pk}"]
        given = {"act": "change", "name": "Anna", "label": "", "persons": "3", "other2": "Bent", f"other2q{eats.pk}": "Fisk", "other3": "", f"other3q{eats.pk}": ""}
        assert client.post(page, given).status_code == 302
        assert (names(one), [(each.companion.name, each.text) for each in Answer.objects.all()]) == (["Bent"], [("Bent", "Fisk")])
        assert "Bent (Hvad spiser du?: Fisk)" in client.get(page).content.decode()
        assert client.post(page, {**given, "other2": "Bent Bo", f"other2q{eats.pk}": ""}).status_code == 302
        one = SignUp.objects.get(pk=one.pk)
        assert (names(one), Answer.objects.count()) == (["Bent Bo"], 0)
        listed = client_of(bo).get(f"{OFFICE}/{coming.pk}/tilmeldte/").content.decode()
        assert "Bent Bo" in listed
        lines = client_of(bo).get(f"{OFFICE}/{coming.pk}/tilmeldte/", {"format": "csv"}).content.decode("utf-8-sig").splitlines()
        assert [line.split(";")[0] for line in lines] == ["Navn", "Anna", "Bent Bo"]
        assert sum(int(line.split(";")[3] or 0) for line in lines[1:]) == 3

    def test_fewer_persons_than_names_is_refused_until_a_name_goes(self, client, coming):
        one = CompanionFactory.create(signup__signup_list=coming.signup_list, name="Bent").signup
        page, given = f"/testby/tilmelding/{one.token}/", {"act": "change", "name": "Anna", "label": "", "persons": "1"}
        assert client.post(page, {**given, "other2": "Bent"}).status_code == 422
        assert client.post(page, {**given, "other2": ""}).status_code == 302
        one.refresh_from_db()
        assert (one.persons, Companion.objects.count()) == (1, 0)

    def test_a_place_is_a_place_named_or_not(self, centre, coming):
        coming.signup_list.capacity = 3
        coming.signup_list.save()
        asking = signing_up.Asking(name="Anna", mail="a@example.org", persons=3, others=[Named("Bent"), Named("Clara")])
        signing_up.sign_up([coming.signup_list], asking, now=NOW)
        assert places.free(coming.signup_list) == 0

    def test_the_names_are_blanked_with_the_sign_up(self):
        fields = declarations["events.Companion"].fields
        assert fields["name"].keep.months == declarations["events.SignUp"].fields["name"].keep.months


class TestAtTheDoor:
    def test_each_is_ticked_for_herself_and_the_sum_is_of_all(self, client_of, carla, today):
        lead, (bent, clara) = SignUp.objects.get(), Companion.objects.all()
        page = client_of(carla).get(f"{OFFICE}/{today.pk}/fremmoede/")
        ((_one, _came, _code, with_her),) = page.context["people"]
        assert [(str(each), here) for each, here in with_her] == [("Bent", None), ("Clara", None)]
        assert lead.unnamed == 2
        now = timezone.now().isoformat()
        ticks = [{"signup": lead.pk, "persons": 1, "at": now}, {"signup": lead.pk, "companion": bent.pk, "persons": 1, "at": now}]
        answer = client_of(carla).post(f"{OFFICE}/{today.pk}/fremmoede/kryds/", {"now": now, "ticks": ticks}, content_type="application/json").json()
        assert answer["kept"] == [f"t{lead.pk}", f"tc{bent.pk}"]
        assert (answer["marks"], came(today)) == ({str(lead.pk): 1, f"c{bent.pk}": 1}, 2)
        attendance.tick(today, [Tick(lead.pk, 1, timezone.now(), companion=clara.pk)], by=carla, now=timezone.now())
        attendance.tick(today, [Tick(lead.pk, None, timezone.now(), companion=bent.pk)], by=carla, now=timezone.now())
        assert came(today) == 2

    def test_without_scripts_only_what_differs_is_changed(self, client_of, carla, today):
        lead, (bent, clara) = SignUp.objects.get(), Companion.objects.all()
        page = f"{OFFICE}/{today.pk}/fremmoede/kryds/"
        client_of(carla).post(page, {f"was-{lead.pk}": "", f"came-c{bent.pk}": "on", f"was-c{bent.pk}": "", f"was-c{clara.pk}": ""})
        assert [(each.companion, each.persons) for each in Attendance.objects.all()] == [(bent, 1)]
        client_of(carla).post(page, {f"was-{lead.pk}": "", f"was-c{bent.pk}": "1", f"was-c{clara.pk}": ""})
        assert not Attendance.objects.exists()

    def test_a_code_brings_the_whole_party(self, client_of, carla, today):
        lead = SignUp.objects.get()
        client_of(carla).post(f"{OFFICE}/ind/{lead.token}/")
        assert (came(today), sorted(Attendance.objects.values_list("persons", flat=True))) == (4, [1, 1, 2])

    @pytest.mark.parametrize(("persons", "whose"), [(2, "own"), (-1, "own"), (1, "other")])
    def test_an_impossible_tick_is_refused(self, carla, today, persons, whose):
        lead = SignUp.objects.get()
        other = CompanionFactory.create()
        pk = lead.companions.first().pk if whose == "own" else other.pk
        with pytest.raises(ValidationError):
            attendance.tick(today, [Tick(lead.pk, persons, timezone.now(), companion=pk)], by=carla, now=timezone.now())
        assert not Attendance.objects.exists()

    def test_once_one_is_ticked_there_are_no_other_names_than_these(self, centre, bo, today):
        lead = SignUp.objects.get()
        attendance.tick(today, companions.ticks_of([lead], timezone.now()), by=bo, now=timezone.now())
        change = {"name": "Anna", "organisation": None, "label": "", "persons": 4, "centre": centre, "now": NOW, "by": bo}
        with pytest.raises(ValidationError):
            moving_up.change(lead, **change, others=[Named("Bent")])
        moving_up.change(lead, **change, others=[Named("Bente"), Named("Clara")])
        assert (names(SignUp.objects.get()), came(today)) == (["Bente", "Clara"], 4)

    def test_they_stand_on_the_printed_sheet(self, client_of, carla, today):
        shown = client_of(carla).get(f"{OFFICE}/{today.pk}/fremmoede/liste/").content.decode()
        assert ("Clara" in shown, "med Anna" in shown) == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client_of, bo, centre, rows, django_assert_num_queries):
    event = EventFactory.create(starts_at=NOW - timedelta(minutes=5), ends_at=NOW + timedelta(hours=2), signup_list=SignUpListFactory.create())
    asked = QuestionFactory.create(signup_list=event.signup_list, per_person=True)
    for _n in range(rows):
        one = CompanionFactory.create(signup__signup_list=event.signup_list)
        Answer.objects.create(signup=one.signup, companion=one, question=asked, text="Fisk")
    browser = client_of(bo)
    browser.get(OFFICE)
    for address, questions in (("tilmeldte", 18), ("fremmoede", 18)):
        with django_assert_num_queries(questions, info=address):
            browser.get(f"{OFFICE}/{Event.objects.get().pk}/{address}/")
