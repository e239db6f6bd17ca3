"""The catalogue on the public site, what people ask for, outside advisers' times, the shelf."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.advice import booking, requests
from brobygger.advice.models import AdviserTime, Consultation, Request, Service, ShelfItem
from brobygger.core.models import OutgoingMail
from brobygger.journal.models import Registration
from brobygger.people import retention
from tests.factories import (
    AdviserFactory,
    AdviserTimeFactory,
    InitiativeFactory,
    ItemSentFactory,
    KindFactory,
    OrganisationFactory,
    RequestFactory,
    RoleAssignmentFactory,
    ServiceFactory,
    ShelfItemFactory,
)
from tests.together import at_once

NOW = timezone.now()
OFFICE = "/testby/kontor/sparring"
PUBLIC = "/testby/ydelser"


def ask(browser, service, **more):
    page = browser.get(f"{PUBLIC}/{service.pk}/")
    given = {"client": "association", "label": "SIND", "message": "Vi vil gerne tale", "name": "Inge", "mail": "inge@x.dk", "second_name": "", "own_key": page.context["form"]["own_key"].value()}
    return browser.post(f"{PUBLIC}/{service.pk}/", {**given, **more})


class TestAsking:
    def test_a_request_is_confirmed_and_the_centre_told(self, client, centre):
        centre.mail = "post@testby.example"
        centre.save()
        sind, service = OrganisationFactory.create(name="SIND"), ServiceFactory.create(title="Sparring")
        assert ask(client, service).status_code == 302
        row = Request.objects.get()
        assert (row.organisation, row.state, row.who) == (sind, "new", "SIND")
        assert {mail.to for mail in OutgoingMail.objects.all()} == {"inge@x.dk", "post@testby.example"}

    def test_sent_twice_it_is_one(self, client, centre):
        service = ServiceFactory.create()
        for _twice in range(2):
            ask(client, service, own_key="k")
        assert (Request.objects.count(), OutgoingMail.objects.count()) == (1, 1)

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, centre):
        assert ask(client, ServiceFactory.create(), second_name="Bot").status_code == 302
        assert not Request.objects.exists()

    @pytest.mark.parametrize("more", [{"mail": "nej"}, {"message": ""}, {"message": "Mit nummer er 010190-1234"}, {"name": ""}, {"client": "sludder"}])
    def test_what_cannot_be_is_said_with_what_was_typed_kept(self, client, centre, more):
        answer = ask(client, ServiceFactory.create(), **more)
        assert answer.status_code == 422
        assert 'value="SIND"' in answer.content.decode()
        assert not Request.objects.exists()

    def test_one_that_is_not_public_is_not_there(self, client, centre):
        hidden = ServiceFactory.create(title="Skjult", published=False)
        assert client.get(f"{PUBLIC}/{hidden.pk}/").status_code == 404
        assert "Skjult" not in client.get(f"{PUBLIC}/").content.decode()

    def test_too_many_from_one_network_are_stopped(self, client, centre, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "public_form": "2/h/ip"}
        service = ServiceFactory.create()
        found = [ask(client, service, mail=f"a{n}@x.dk", own_key=f"k{n}").status_code for n in range(4)]
        assert found[-1] == 422
        assert Request.objects.count() == 2


class TestAnswering:
    def test_advice_becomes_a_draft_and_practical_help_a_registration(self, client_of, bo, centre):
        KindFactory.create(base="consultation")
        KindFactory.create(base="practical_service")
        sind = OrganisationFactory.create(name="SIND")
        advice = RequestFactory.create(service=ServiceFactory.create(sort="advice", about="conflict"), organisation=sind)
        copies = RequestFactory.create(service=ServiceFactory.create(title="Kopier", sort="practical"), label="Naboerne")
        for row in (advice, copies):
            for _twice in range(2):
                client_of(bo).post(f"{OFFICE}/henvendelser/{row.pk}/", {"act": "take", "answer": "Vi ringer"})
            row.refresh_from_db()
            assert (row.state, row.answered_by) == ("taken", bo)
        talk = Consultation.objects.listed().get()
        assert (talk.about, talk.notes, talk.registration.draft, [str(each) for each in talk.registration.participations.all()]) == ("conflict", "", True, ["SIND"])
        assert "Vi vil gerne tale med jer." in client_of(bo).get(talk.get_absolute_url()).content.decode()  # shown, not copied
        plain = Registration.objects.get(base="practical_service")
        assert (plain.title, plain.state, [str(each) for each in plain.participations.all()]) == ("Kopier: Naboerne", "planned", ["Naboerne"])
        assert [("Vi ringer" in mail.text) for mail in OutgoingMail.objects.all()] == [True, True]

    def test_declining_says_why(self, client_of, bo, centre):
        row = RequestFactory.create()
        url = f"{OFFICE}/henvendelser/{row.pk}/"
        assert client_of(bo).post(url, {"act": "decline", "answer": ""}).status_code == 422
        client_of(bo).post(url, {"act": "decline", "answer": "Det kan vi desværre ikke"})
        row.refresh_from_db()
        assert (row.state, OutgoingMail.objects.count()) == ("declined", 1)
        with pytest.raises(ValidationError):
            requests.take(row, answer="", centre=centre, by=bo, now=NOW)

    def test_a_citizens_name_does_not_come_into_the_registration(self, centre, bo):
        KindFactory.create(base="consultation")
        row = RequestFactory.create(client="citizen", label="", name="Hans Hansen")
        made = requests.take(row, answer="", centre=centre, by=bo, now=NOW)
        assert "Hans" not in made.title
        assert not made.participations.exists()

    def test_it_waits_on_the_start_page(self, client_of, bo, centre):
        RequestFactory.create(service=ServiceFactory.create(title="Hjælp til ansøgning"))
        assert "Hjælp til ansøgning" in client_of(bo).get("/testby/kontor/").content.decode()

    def test_without_a_kind_of_work_for_it_one_is_told(self, client_of, bo, centre):
        row = RequestFactory.create()
        answer = client_of(bo).post(f"{OFFICE}/henvendelser/{row.pk}/", {"act": "take"})
        assert answer.status_code == 422


class TestPractical:
    def test_it_counts_when_it_is_done_as_what_it_was(self, client_of, bo, centre):
        KindFactory.create(name="Kopiering", base="practical_service")
        post = KindFactory.create(name="Postmodtagelse", base="practical_service")
        row = RequestFactory.create(service=ServiceFactory.create(title="Modtage post", sort="practical", kind=post), label="SIND")
        browser, url = client_of(bo), f"{OFFICE}/henvendelser/{row.pk}/"
        browser.post(url, {"act": "take", "answer": ""})
        work = Registration.objects.get()
        assert (work.kind, work.state) == (post, "planned")
        assert "Gør for SIND: Modtage post" in browser.get("/testby/kontor/").content.decode()
        for _twice in range(2):
            browser.post(url, {"act": "done", "amount": "12", "minutes": "20", "answer": "Det ligger i rummet"})
        work.refresh_from_db()
        row.refresh_from_db()
        assert (work.state, work.minutes, work.done_on, row.amount) == ("held", 20, timezone.localdate(), 12)
        assert OutgoingMail.objects.filter(text__contains="Det ligger i rummet").count() == 1
        assert [each.amount for each in browser.get(f"{OFFICE}/ydelser/").context["services"]] == [12]

    def test_among_several_kinds_nobody_guesses(self, client_of, bo, centre):
        kinds = [KindFactory.create(base="practical_service") for _n in range(2)]
        row = RequestFactory.create(service=ServiceFactory.create(sort="practical"))
        answer = client_of(bo).post(f"{OFFICE}/henvendelser/{row.pk}/", {"act": "take"})
        assert (answer.status_code, Registration.objects.count()) == (422, 0)
        given = {"title": "Kopier", "sort": "practical", "about": "other", "position": "0", "version": row.service.version}
        assert client_of(bo).post(f"{OFFICE}/ydelser/{row.service_id}/", given).status_code == 422
        assert client_of(bo).post(f"{OFFICE}/ydelser/{row.service_id}/", {**given, "kind": kinds[1].pk}).status_code == 302
        assert client_of(bo).post(f"{OFFICE}/ydelser/{row.service_id}/", {**given, "kind": KindFactory.create(base="consultation").pk}).status_code == 422

    def test_the_desk_does_what_is_practical_and_sees_nothing_else(self, client_of, centre):
        KindFactory.create(base="practical_service")
        desk = RoleAssignmentFactory.create(role="desk").user
        copies, talk = RequestFactory.create(service__sort="practical", service__title="Kopier"), RequestFactory.create(service__title="Fortrolig snak")
        browser = client_of(desk)
        page = browser.get(f"{OFFICE}/henvendelser/").content.decode()
        assert ("Kopier" in page, "Fortrolig snak" in page) == (True, False)
        assert [browser.get(f"{OFFICE}/henvendelser/{row.pk}/").status_code for row in (copies, talk)] == [200, 404]
        assert "Fortrolig snak" not in browser.get(f"{OFFICE}/henvendelser/?format=csv").content.decode("utf-8-sig")
        browser.post(f"{OFFICE}/henvendelser/{copies.pk}/", {"act": "take"})
        browser.post(f"{OFFICE}/henvendelser/{copies.pk}/", {"act": "done", "amount": "3"})
        assert Registration.objects.get().state == "held"


class TestPrivacy:
    @pytest.mark.parametrize("client", ["association", "group", "initiative", "citizen"])
    def test_nobodys_name_comes_into_a_title(self, centre, bo, client):
        KindFactory.create(base="consultation")
        made = requests.take(RequestFactory.create(client=client, label="", name="Hans Hansen", service__title="Sparring"), answer="", centre=centre, by=bo, now=NOW)
        assert made.title == "Sparring"

    def test_an_association_says_its_name_and_a_citizen_need_not(self, client, centre):
        service = ServiceFactory.create()
        answer = ask(client, service, label="")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["label"])
        assert ask(client, service, client="citizen", label="Hans fra Korsør").status_code == 302
        assert Request.objects.get().label == ""

    def test_a_year_after_somebody_wrote_it_is_gone_answered_or_not(self, centre, bo):
        KindFactory.create(base="consultation")
        old = NOW - timedelta(days=370)
        unanswered = RequestFactory.create(asked_at=old, label="Hansens flok", phone="12345678")
        taken = RequestFactory.create(asked_at=old, message="Det er privat")
        made = requests.take(taken, answer="Vi ringer", centre=centre, by=bo, now=NOW)
        young = RequestFactory.create(asked_at=NOW - timedelta(days=300))
        retention.run()
        for row in (unanswered, taken):
            row.refresh_from_db()
            assert (row.name, row.mail, row.message, row.label, row.phone, row.answer) == ("–", "", "–", "", "", "")
        young.refresh_from_db()
        assert young.name == "Inge Holm"
        talk = Consultation.objects.get(pk=made.pk)
        assert "privat" not in f"{talk.notes}{talk.result}{talk.registration.note}{talk.registration.title}"
        sent = OutgoingMail.objects.count()
        requests.decline(unanswered, answer="For sent", centre=centre, by=bo, now=NOW)
        assert OutgoingMail.objects.count() == sent  # there is nobody to write to

    def test_an_adviser_who_left_is_forgotten_two_years_after(self, centre):
        left, here = AdviserFactory.create(name="Birgit", mail="b@x.dk", retired=True), AdviserFactory.create(name="Asta")
        assert left.retired_on == timezone.localdate()
        type(left).objects.filter(pk=left.pk).update(retired_on=timezone.localdate() - timedelta(days=800))
        retention.run()
        assert [(each.name, each.mail) for each in type(left).objects.order_by("pk")] == [("–", ""), ("Asta", here.mail)]


@pytest.mark.parametrize("page", ["henvendelser", "initiativer", "ydelser"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_list_leaves_as_a_file(client_of, bo, centre, page, kind):
    RequestFactory.create(service__title="=HYPERLINK(1)")
    InitiativeFactory.create(name="=HYPERLINK(2)")
    answer = client_of(bo).get(f"{OFFICE}/{page}/?format={kind}")
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        assert "'=HYPERLINK" in answer.content.decode("utf-8-sig")
    assert client_of(bo).get(f"{OFFICE}/{page}/?format=exe").status_code == 404


class TestAdvisers:
    def test_one_chooses_among_the_free_times_and_a_declined_one_is_free_again(self, client, centre, bo):
        KindFactory.create(base="consultation")
        time = AdviserTimeFactory.create(place="Mødelokale 2")
        AdviserTimeFactory.create(adviser=time.adviser, starts_at=NOW - timedelta(days=1))
        service = ServiceFactory.create(adviser=time.adviser)
        assert ask(client, service).status_code == 422  # a time is needed
        ask(client, service, time=time.pk)
        row = Request.objects.get()
        assert row.time == time
        assert booking.free_times(service.adviser, NOW) == []
        requests.decline(row, answer="Syg", centre=centre, by=bo, now=NOW)
        assert booking.free_times(service.adviser, NOW) == [time]

    def test_taken_up_it_is_agreed_on_and_told(self, client, centre, bo):
        KindFactory.create(base="consultation")
        time = AdviserTimeFactory.create(place="Mødelokale 2")
        ask(client, ServiceFactory.create(adviser=time.adviser), time=time.pk)
        made = requests.take(Request.objects.get(), answer="", centre=centre, by=bo, now=NOW)
        talk = Consultation.objects.listed().get()
        assert (made.state, made.draft, talk.adviser, talk.place) == ("planned", False, time.adviser, "Mødelokale 2")
        assert "Mødelokale 2" in OutgoingMail.objects.order_by("-pk")[0].text

    def test_times_are_typed_a_line_each_and_cut(self, client_of, bo, centre):
        row = AdviserFactory.create()
        given = {"name": row.name, "version": row.version, "place": "Lokale 1", "times": "14.10.2030 9.00-12.00 / 45\n2030-10-15 10:00-10:45"}
        client_of(bo).post(f"{OFFICE}/raadgivere/{row.pk}/", given)
        found = [f"{timezone.localtime(each.starts_at):%d.%m %H.%M}–{timezone.localtime(each.ends_at):%H.%M}" for each in AdviserTime.objects.all()]
        assert found == ["14.10 09.00–09.45", "14.10 09.45–10.30", "14.10 10.30–11.15", "14.10 11.15–12.00", "15.10 10.00–10.45"]

    @pytest.mark.parametrize("line", ["i morgen", "14.10.2030", "14.10.2030 12.00-10.00", "31.02.2030 9.00-10.00", "14.10.2020 9.00-10.00", "14.10.2030 25.00-26.00", "14.10.2030 9-10 / 0"])
    def test_what_is_no_time_is_said(self, client_of, bo, centre, line):
        answer = client_of(bo).post(f"{OFFICE}/raadgivere/ny/", {"name": "Birgit", "times": line})
        assert answer.status_code == 422
        assert line in answer.content.decode()
        assert not AdviserTime.objects.exists()

    def test_a_time_somebody_has_is_not_taken_out(self, client_of, bo, centre):
        taken = RequestFactory.create(time=AdviserTimeFactory.create()).time
        client_of(bo).post(f"{OFFICE}/raadgivere/{taken.adviser_id}/", {"time": taken.pk})
        assert AdviserTime.objects.filter(pk=taken.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_for_the_same_time_at_once_one_has_it(centre):
    time = AdviserTimeFactory.create()
    service = ServiceFactory.create(adviser=time.adviser)

    def wish(n):
        return requests.receive(Request(service=service, time=time, name=f"P{n}", mail=f"p{n}@x.dk", message="Hej", key=f"k{n}"), centre=centre, now=timezone.now())

    found = at_once(centre, [lambda n=n: wish(n) for n in range(10)])
    assert sum(isinstance(each, Request) for each in found) == 1
    assert {type(each) for each in found if isinstance(each, Exception)} == {ValidationError}
    assert Request.objects.count() == 1


class TestShelf:
    def test_public_ones_stand_on_the_site(self, client, client_of, bo, centre):
        shown, hidden, old = ShelfItemFactory.create(title="Vedtægter"), ShelfItemFactory.create(title="Intern", public=False), ShelfItemFactory.create(title="Gammel", retired=True)
        shown.file.save("v.txt", ContentFile(b"skabelon"))
        page = client.get("/testby/viden/").content.decode()
        assert [each.title in page for each in (shown, hidden, old)] == [True, False, False]
        answer = client.get(f"/testby/viden/{shown.pk}/")
        assert (b"".join(answer.streaming_content), answer.headers["Content-Disposition"]) == (b"skabelon", "attachment; filename*=utf-8''Vedt%C3%A6gter.txt")

    def test_what_may_do_harm_is_refused(self, client_of, bo, centre):
        answer = client_of(bo).post(f"{OFFICE}/hylde/ny/", {"title": "Ond", "sort": "guide", "file": ContentFile(b"<svg>", name="ond.svg")})
        assert (answer.status_code, ShelfItem.objects.count()) == (422, 0)

    def test_what_was_sent_or_asked_for_is_not_deleted(self, client_of, bo, centre):
        sent, asked = ItemSentFactory.create().item, RequestFactory.create().service
        client_of(bo).post(f"{OFFICE}/hylde/{sent.pk}/", {"act": "delete"})
        client_of(bo).post(f"{OFFICE}/ydelser/{asked.pk}/", {"act": "delete"})
        assert (ShelfItem.objects.count(), Service.objects.count()) == (1, 1)

    def test_one_that_nothing_stands_on_is(self, client_of, bo, centre):
        client_of(bo).post(f"{OFFICE}/hylde/{ShelfItemFactory.create().pk}/", {"act": "delete"})
        client_of(bo).post(f"{OFFICE}/ydelser/{ServiceFactory.create().pk}/", {"act": "delete"})
        assert (ShelfItem.objects.count(), Service.objects.count()) == (0, 0)


def test_the_front_leads_to_calendar_and_catalogue(client, centre):
    page = client.get("/testby/").content.decode()
    assert [f'href="/testby/{path}/"' in page for path in ("arrangementer", "ydelser")] == [True, True]
