"""Consultations: kept on a registration that counts, with a next step, a clock, an answer; initiatives; the figures."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.advice import actions, guessing, statistics
from brobygger.advice.models import About, Consultation, Initiative, ItemSent
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.coming import what_comes
from brobygger.core.models import OutgoingMail
from brobygger.journal import actions as journal
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.people import retention
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    ConsultationFactory,
    ContactFactory,
    GoalFactory,
    InitiativeFactory,
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PlanFactory,
    RegistrationFactory,
    ShelfItemFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeFactory,
    UserFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
OFFICE = "/testby/kontor/sparring/"
EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


def counted(measure, **narrow):
    demand = Demand(measure, EVER, tuple((key, (value,)) for key, value in narrow.items()))
    return count([demand])[demand]


@pytest.fixture
def kind(centre):
    return KindFactory.create(name="Sparring", base="consultation")


def given(kind, **more):
    return {"client": "association", "whom": "SIND", "about": "recruitment", "channel": "here", "done_on": TODAY.isoformat(), "minutes": "45", "kind": kind.pk, **more}


def fresh(row):
    return Consultation.objects.listed().get(pk=row.pk)


class TestKeeping:
    def test_one_form_and_it_counts_everywhere_it_should(self, client_of, bo, kind):
        sind = OrganisationFactory.create(name="SIND")
        answer = client_of(bo).post(f"{OFFICE}ny/", given(kind, notes="De mangler folk"))
        row = Consultation.objects.listed().get()
        assert answer.headers["Location"] == row.get_absolute_url() == f"{OFFICE}{row.pk}/"
        registration = row.registration
        assert (registration.title, registration.minutes, registration.tool, registration.state) == ("Rekruttering af frivillige: SIND", 45, "advice", "held")
        assert [each.organisation for each in registration.participations.all()] == [sind]
        assert [counted(each) for each in ("consultations", "consulted_organisations", "opportunity_support")] == [1, 1, 0]
        assert (counted("consultations", about="recruitment"), counted("consultations", about="conflict"), counted("consultations", client="association")) == (1, 0, 1)

    @pytest.mark.parametrize(
        ("more", "field"), [
            ({"whom": ""}, "whom"), ({"client": "citizen", "whom": "Hans Hansen"}, "whom"), ({"next_on": "2030-01-01"}, "next_step"), ({"notes": "Hans 010190-1234"}, "notes"),
            ({"done_on": "2030-01-01"}, "minutes"), ({"about": "sludder"}, "about"), ({"done_on": "i går"}, "done_on"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(self, client_of, bo, kind, more, field):
        answer = client_of(bo).post(f"{OFFICE}ny/", given(kind, **more))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert not Registration.objects.exists()

    def test_a_citizen_is_never_named(self, client_of, bo, kind):
        client_of(bo).post(f"{OFFICE}ny/", given(kind, client="citizen", whom="", about="other"))
        row = Consultation.objects.listed().get()
        assert not row.registration.participations.exists()
        assert (row.registration.title, counted("consultations"), counted("consulted_organisations")) == ("Noget andet", 1, 0)

    def test_a_draft_counts_when_it_is_finished(self, client_of, bo, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind, as_draft="1"))
        row = Consultation.objects.listed().get()
        assert (row.registration.draft, counted("consultations")) == (True, 0)
        browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, version=row.version))
        assert (fresh(row).registration.draft, counted("consultations")) == (False, 1)

    def test_one_that_is_agreed_on_counts_when_it_was_held(self, client_of, bo, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind, done_on=(TODAY + timedelta(days=3)).isoformat(), minutes="", at="10:30"))
        row = Consultation.objects.listed().get()
        assert (row.registration.state, counted("consultations")) == ("planned", 0)
        assert row.registration.title in browser.get("/testby/kontor/kalender/").content.decode()
        browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "held"})
        assert counted("consultations") == 0  # it is still to come
        Registration.objects.filter(pk=row.pk).update(done_on=TODAY - timedelta(days=1))
        assert row.registration.title in browser.get("/testby/kontor/").content.decode()
        browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "held"})
        assert counted("consultations") == 1

    def test_what_was_typed_on_the_line_is_filled_in_and_still_counts_once(self, client_of, bo, kind):
        sind = OrganisationFactory.create(name="SIND")
        row = RegistrationFactory.create(kind=kind, done_on=TODAY, title="Sparring med SIND om fondsansøgning", minutes=30)
        ParticipationFactory.create(registration=row, organisation=sind, label="", persons=None)
        browser = client_of(bo)
        form = browser.get(f"{OFFICE}ny/?registrering={row.pk}").context["form"]
        assert (form.initial["whom"], form.initial["about"], form.initial["minutes"], form.initial["title"]) == ("SIND", About.FUNDRAISING, 30, row.title)
        browser.post(f"{OFFICE}ny/?registrering={row.pk}", given(kind, about="fundraising", title=row.title, minutes="30"))
        assert Consultation.objects.listed().get().pk == row.pk
        assert [counted(each) for each in ("consultations", "consulted_organisations")] == [1, 1]
        assert browser.get(f"{OFFICE}ny/?registrering={row.pk}").status_code == 404

    def test_two_who_edit_do_not_overwrite_one_another(self, client_of, bo, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind))
        row = Consultation.objects.listed().get()
        browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, notes="Først", version=row.version))
        answer = browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, notes="Sidst", version=row.version))
        assert (answer.status_code, fresh(row).notes) == (422, "Først")
        assert "Sidst" in answer.content.decode()

    def test_deleted_it_falls_out_of_the_figures(self, client_of, bo, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind))
        row = Consultation.objects.listed().get()
        browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "delete"})
        assert (Registration.objects.count(), counted("consultations")) == (0, 0)

    @pytest.mark.parametrize(
        ("text", "about"), [
            ("Sparring om vedtægter", About.BOARD_WORK), ("hjælp til §18-ansøgning", About.FUNDRAISING), ("opslag til frivilligjob", About.JOB_POST), ("opstart af ny forening", About.START_UP),
            ("GDPR og medlemsliste", About.DATA_PROTECTION), ("rekruttering", About.RECRUITMENT), ("en snak", About.SPARRING),
        ],
    )
    def test_what_it_was_about_is_guessed(self, text, about):
        assert guessing.about(text) == about

    def test_posts_and_places_are_measures_of_their_own(self, centre):
        for about in ("job_post", "job_post", "place", "conflict"):
            ConsultationFactory.create(about=about, registration__done_on=TODAY)
        ConsultationFactory.create(about="job_post", registration__done_on=TODAY, registration__draft=True)
        assert [counted(each) for each in ("opportunity_support", "place_preparations", "consultations")] == [2, 1, 4]


class TestSeveralClients:
    def test_those_of_a_line_are_all_there_after_filling_in(self, client_of, bo, kind):
        sind, cross = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="Røde Kors")
        row = RegistrationFactory.create(kind=kind, done_on=TODAY, title="Sparring", persons=3, minutes=30)
        ParticipationFactory.create(registration=row, organisation=sind, label="", persons=2)
        ParticipationFactory.create(registration=row, organisation=cross, label="", persons=1, names="Inge", sector="other_centre")
        browser = client_of(bo)
        url = f"{OFFICE}ny/?registrering={row.pk}"
        shown = browser.get(url).context["form"]["whom"].value()
        assert shown == "2 SIND, 1 Røde Kors"
        browser.post(url, given(kind, whom=shown, persons="3"))
        row.refresh_from_db()
        assert [(str(each), each.persons, each.names, each.sector) for each in row.participations.order_by("pk")] == [("SIND", 2, "", "civil_society"), ("Røde Kors", 1, "Inge", "other_centre")]
        talk = Consultation.objects.listed().get()
        browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, whom="4 SIND, Røde Kors", persons="3", version=talk.version))
        row.refresh_from_db()
        assert [(str(each), each.persons) for each in row.participations.order_by("pk")] == [("SIND", 4), ("Røde Kors", None)]
        assert row.persons == 4

    @pytest.mark.parametrize(
        ("typed", "found"), [
            ("Gå, løb og leg, 2 SIND", [("Gå, løb og leg", None), ("SIND", 2)]), ("3F", [("3F", None)]), ("12 trin", [("12 trin", None)]), ("3 12 trin", [("12 trin", 3)]),
            ("SIND, sind, 2 SIND", [("SIND", 2)]), ("en flok naboer,, ", [("en flok naboer", None)]), ("2 naboer; SIND", [("naboer", 2), ("SIND", None)]),
        ],
    )
    def test_names_are_read_as_they_are_written(self, client_of, bo, kind, typed, found):
        for name in ("SIND", "Gå, løb og leg", "12 trin"):
            OrganisationFactory.create(name=name)
        client_of(bo).post(f"{OFFICE}ny/", given(kind, whom=typed))
        assert [(str(each), each.persons) for each in Registration.objects.get().participations.order_by("pk")] == found

    @pytest.mark.parametrize("typed", ["x" * 161, "Hans 010190-1234", "SIND, 010190-1234"])
    def test_what_cannot_be_a_name_is_said(self, client_of, bo, kind, typed):
        answer = client_of(bo).post(f"{OFFICE}ny/", given(kind, whom=typed))
        assert list(answer.context["form"].errors) == ["whom"]
        assert not Registration.objects.exists()


class TestTyped:
    LINE = "Sparring med SIND om frivilligjob opslag, 30 min"

    def test_it_counts_in_what_it_was_about_and_says_so_while_it_is_typed(self, client_of, bo, kind):
        OrganisationFactory.create(name="SIND")
        goal = GoalFactory.create(area__plan=PlanFactory.create(starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year, 12, 31)))
        TargetFactory.create(activity__goal=goal, activity__text="Støtte til opslag", measure="opportunity_support")
        browser = client_of(bo)
        assert "Støtte til opslag" in browser.get("/testby/kontor/registreringer/laes/", {"linje": self.LINE}).content.decode()
        browser.post("/testby/kontor/registreringer/linje/", {"linje": self.LINE})
        assert [counted(each) for each in ("consultations", "opportunity_support", "place_preparations")] == [1, 1, 0]
        row = Consultation.objects.listed().get()
        assert (row.about, row.client, row.registration.tool) == (About.JOB_POST, "association", "")

    def test_it_follows_the_words_until_somebody_fills_it_in(self, centre, bo, kind):
        def row():
            return Registration.objects.get()

        journal.register(Registration(kind=kind, done_on=TODAY, title="Sparring om frivilligjob"), by=bo, today=TODAY, now=NOW)
        for title, about in (("Modtagelse af frivillige", About.PLACE), ("En snak", About.SPARRING)):
            changed = row()
            before, changed.title = audit.values(changed), title
            journal.edit(changed, before=before, by=bo, today=TODAY, now=NOW)
            assert Consultation.objects.get().about == about
        chosen = Consultation.objects.listed().get()
        chosen.about = About.CONFLICT
        actions.keep(chosen, chosen.registration, [], before=(audit.values(chosen), audit.values(chosen.registration)), by=bo, now=NOW)
        assert (Consultation.objects.get().about, row().tool) == (About.CONFLICT, "advice")

    def test_of_another_kind_it_is_none_any_more(self, centre, bo, kind):
        journal.register(Registration(kind=kind, done_on=TODAY, title="Sparring"), by=bo, today=TODAY, now=NOW)
        row = Registration.objects.get()
        before, row.kind = audit.values(row), KindFactory.create(base="course")
        journal.edit(row, before=before, by=bo, today=TODAY, now=NOW)
        assert not Consultation.objects.exists()

    def test_deleted_and_brought_back_it_is_there_again(self, centre, bo, kind):
        made = journal.register(Registration(kind=kind, done_on=TODAY, title="Opslag til frivilligjob"), by=bo, today=TODAY, now=NOW)
        pk = made.pk
        journal.delete(made, by=bo, now=NOW)
        assert not Consultation.objects.exists()
        journal.restore(Change.objects.get(verb="deleted", row=pk), by=bo, today=TODAY, now=NOW)
        assert Consultation.objects.get().about == About.JOB_POST

    def test_planned_it_comes_once_in_the_calendar(self, client_of, bo, kind):
        later = TODAY + timedelta(days=3)
        journal.register(Registration(kind=kind, done_on=later, title="Snak om bussen", state="planned"), by=bo, today=TODAY, now=NOW)
        assert [each.text for each in what_comes(client_of(bo).get("/testby/kontor/").wsgi_request.access, TODAY, later)] == ["Snak om bussen"]


class TestNextStep:
    def test_it_stands_with_its_owner_until_it_is_done(self, client_of, bo, astrid, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind, next_step="Sende skabelonen", next_on=(TODAY + timedelta(days=2)).isoformat(), next_owner=bo.pk))
        row = Consultation.objects.listed().get()
        assert [("Sende skabelonen" in client_of(each).get("/testby/kontor/").content.decode()) for each in (bo, astrid)] == [True, False]
        assert "Sende skabelonen" in browser.get(f"{OFFICE}?vis=naeste").content.decode()
        browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "done"})
        assert fresh(row).next_done_on == TODAY
        assert "Sende skabelonen" not in browser.get("/testby/kontor/").content.decode()
        browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "undone"})
        assert fresh(row).next_done_on is None


    @pytest.mark.parametrize(
        ("more", "whose", "on_start", "in_calendar"), [
            ({"days": 2}, "bo", (True, False), (True, False)), ({"days": None}, "bo", (True, False), (False, False)), ({"days": 2}, None, (True, True), (True, True)),
            ({"days": 30}, "bo", (False, False), (True, False)), ({"days": 2, "draft": True}, "bo", (True, False), (True, False)), ({"days": 2, "done": True}, "bo", (False, False), (False, False)),
        ],
    )
    def test_each_step_is_where_its_owner_looks(self, client_of, bo, astrid, more, whose, on_start, in_calendar):
        day = TODAY + timedelta(days=more["days"]) if more["days"] is not None else None
        row = ConsultationFactory.create(
            next_step="Sende skabelonen", next_on=day, next_owner=bo if whose else None, next_done_on=TODAY if more.get("done") else None, registration__draft=more.get("draft", False),
        )
        seen = [client_of(each).get("/testby/kontor/") for each in (bo, astrid)]
        todo = [each.content.decode().partition('id="coming"')[0] for each in seen]
        assert tuple("Sende skabelonen" in each for each in todo) == on_start
        assert tuple(any(each.text == "Sende skabelonen" for each in what_comes(page.wsgi_request.access, TODAY, TODAY + timedelta(days=60))) for page in seen) == in_calendar
        open_to = [more.get("done") is None and (whose is None or each is bo) for each in (bo, astrid)]
        assert [row.registration.title in client_of(each).get(f"{OFFICE}?vis=mine").content.decode() for each in (bo, astrid)] == open_to

    def test_those_that_do_not_fit_are_counted_and_lead_to_the_list(self, client_of, bo):
        for n in range(7):
            ConsultationFactory.create(next_step=f"Trin {n}", next_on=TODAY + timedelta(days=n), next_owner=bo)
        ConsultationFactory.create(next_step="Langt ude", next_on=TODAY + timedelta(days=90), next_owner=bo)
        page = client_of(bo).get("/testby/kontor/").content.decode().partition('id="coming"')[0]
        assert [f"Trin {n}" in page for n in range(7)] == [True] * 5 + [False] * 2
        assert '?vis=mine">3 flere: næste skridt</a>' in page
        listed = [row.consultation.next_step for row in client_of(bo).get(f"{OFFICE}?vis=mine").context["page"]]
        assert listed == [*(f"Trin {n}" for n in range(7)), "Langt ude"]

    def test_one_whose_time_is_up_is_no_step_any_more(self, centre, bo):
        row = ConsultationFactory.create(next_step="Ringe til Inge", next_owner=bo, registration__done_on=date(2015, 1, 1))
        retention.run()
        assert (fresh(row).next_step, Consultation.objects.waiting().count()) == ("–", 0)


class TestWhoAdvised:
    def test_whoever_writes_it_down_or_those_ticked(self, client_of, bo, astrid, kind):
        browser = client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind))
        row = Consultation.objects.listed().get()
        assert list(row.advised_by.all()) == [bo]
        browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, advised_by=[astrid.pk, bo.pk], version=row.version))
        assert set(row.advised_by.all()) == {astrid, bo}
        assert [len(browser.get(f"{OFFICE}?medarbejder={key}").context["page"]) for key in (astrid.pk, bo.pk, "ingen", 0)] == [1, 1, 0, 1]
        assert "Astrid, Bo" in browser.get(f"{OFFICE}?format=csv").content.decode("utf-8-sig")
        assert "Astrid" in str(Change.objects.filter(verb="edited", model="advice.Consultation").latest("pk").fields["advised_by"])

    def test_of_a_typed_line_it_is_who_typed_it(self, centre, bo, kind):
        journal.register(Registration(kind=kind, done_on=TODAY, title="Sparring"), by=bo, today=TODAY, now=NOW)
        assert list(Consultation.objects.get().advised_by.all()) == [bo]


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "found"), [
            ("fra=2026-02-01", {"B"}), ("til=2026-01-31", {"A"}), ("forening=sind", {"A"}), ("forening=naboerne", {"B"}), ("forening=ukendt", set()), ("klient=citizen", {"B"}),
            ("om=conflict", {"A"}), ("tema=ingen", {"B"}), ("q=hemmelig", {"A"}), ("q=nabo", {"B"}), ("vis=holdt&om=conflict&klient=citizen", set()), ("slags=-1", {"A", "B"}),
        ],
    )
    def test_each_narrows_the_list(self, client_of, bo, centre, query, found):
        first = ConsultationFactory.create(registration__title="A", about="conflict", notes="Hemmelig", registration__done_on=date(2026, 1, 3), registration__theme=ThemeFactory.create())
        second = ConsultationFactory.create(registration__title="B", client="citizen", registration__done_on=date(2026, 2, 3))
        ParticipationFactory.create(registration=first.registration, organisation=OrganisationFactory.create(name="SIND"), label="")
        ParticipationFactory.create(registration=second.registration, label="Naboerne", organisation=None)
        assert {row.title for row in client_of(bo).get(f"{OFFICE}?{query}").context["page"]} == found

    def test_the_form_keeps_file_and_target_group(self, client_of, bo, kind, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        group, browser = TargetGroupFactory.create(), client_of(bo)
        browser.post(f"{OFFICE}ny/", given(kind, target_group=group.pk, attachment=ContentFile(b"udkast", name="udkast.txt")))
        row = Consultation.objects.listed().get()
        assert row.registration.target_group == group
        assert b"".join(browser.get(f"/testby/kontor/registreringer/{row.pk}/fil/").streaming_content) == b"udkast"
        browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, version=row.version))
        assert fresh(row).registration.attachment

    def test_a_draft_needs_no_association_yet(self, client_of, bo, kind):
        browser = client_of(bo)
        assert browser.post(f"{OFFICE}ny/", given(kind, whom="", as_draft="1")).status_code == 302
        row = Consultation.objects.listed().get()
        assert browser.post(f"{OFFICE}{row.pk}/ret/", given(kind, whom="", version=row.version)).status_code == 422


class TestClock:
    @pytest.mark.parametrize(("typed", "kept"), [("10", 22), ("", 12), ("45", 45)])
    def test_saving_stops_it_and_counts_its_minutes_once(self, client_of, bo, kind, typed, kept, monkeypatch):
        row = ConsultationFactory.create(registration__kind=kind, registration__minutes=10 if typed == "10" else None, registration__draft=True, timer_from=timezone.now() - timedelta(minutes=11, seconds=30))
        client_of(bo).post(f"{OFFICE}{row.pk}/ret/", given(kind, whom="SIND", minutes=typed, version=row.version))
        assert (fresh(row).registration.minutes, fresh(row).timer_from) == (kept, None)
        assert actions.stop_clock(row, by=bo, now=timezone.now()) == 0

    def test_a_draft_that_is_saved_lets_it_run(self, client_of, bo, kind):
        row = ConsultationFactory.create(registration__kind=kind, registration__draft=True, timer_from=timezone.now())
        client_of(bo).post(f"{OFFICE}{row.pk}/ret/", given(kind, minutes="", as_draft="1", version=row.version))
        assert fresh(row).timer_from is not None

    def test_its_coming_and_going_stand_in_the_trail(self, centre, bo):
        row = ConsultationFactory.create()
        actions.start_clock(row, by=bo, now=NOW)
        actions.stop_clock(row, by=bo, now=NOW + timedelta(minutes=3))
        assert [each.verb for each in Change.objects.filter(model="advice.Consultation", row=row.pk).order_by("pk")] == ["clock_started", "clock_stopped"]


    def test_it_adds_the_minutes_that_went(self, centre, bo):
        row = ConsultationFactory.create(registration__minutes=10)
        actions.start_clock(row, by=bo, now=NOW)
        actions.start_clock(row, by=bo, now=NOW + timedelta(minutes=5))  # it goes already
        assert actions.stop_clock(row, by=bo, now=NOW + timedelta(minutes=12, seconds=5)) == 13
        assert actions.stop_clock(row, by=bo, now=NOW + timedelta(minutes=50)) == 0
        assert fresh(row).registration.minutes == 23

    def test_forgotten_over_night_it_is_a_working_day(self, centre, bo):
        row = ConsultationFactory.create(timer_from=NOW - timedelta(hours=20))
        assert actions.stop_clock(row, by=bo, now=NOW) == 480

    def test_it_starts_with_the_form(self, client_of, bo, kind):
        client_of(bo).post(f"{OFFICE}ny/", given(kind, minutes="", clock="1"))
        row = Consultation.objects.listed().get()
        assert row.timer_from is not None
        assert row.registration.draft


class TestAnswer:
    def test_items_of_the_shelf_go_with_it_and_are_counted_once(self, client_of, bo, centre, client):
        sind = OrganisationFactory.create(name="SIND", mail="post@sind.dk")
        ContactFactory.create(organisation=sind, person=PersonFactory.create(mail="formand@sind.dk"))
        row = ConsultationFactory.create()
        ParticipationFactory.create(registration=row.registration, organisation=sind, label="")
        guide, own = ShelfItemFactory.create(title="Guide", link="https://eksempel.dk/guide"), ShelfItemFactory.create(title="Intern", public=False)
        browser, url = client_of(bo), f"{OFFICE}{row.pk}/svar/"
        form = browser.get(url).context["form"]
        assert form.initial["to"] == "formand@sind.dk"
        assert client.get(f"/testby/viden/{own.pk}/").status_code == 404
        sent = {"to": "formand@sind.dk", "subject": "Tak", "text": "Tak for snakken", "items": [guide.pk, own.pk], "key": form.initial["key"]}
        for _twice in range(2):
            browser.post(url, sent)
        mail = OutgoingMail.objects.get()
        assert "Guide: https://eksempel.dk/guide" in mail.text
        assert ItemSent.objects.count() == 2
        assert client.get(f"/testby/viden/{own.pk}/").status_code == 404  # counting up opens nothing
        own.file.save("intern.txt", ContentFile(b"internt"))
        token = ItemSent.objects.get(item=own).token
        assert b"".join(client.get(f"/testby/viden/sendt/{token}/").streaming_content) == b"internt"
        assert client.get("/testby/viden/sendt/gaettet/").status_code == 404
        assert [each.n for each in browser.get(f"{OFFICE}hylde/").context["items"]] == [1, 1]


class TestInitiatives:
    def test_it_is_followed_from_the_first_talk_to_a_running_community(self, client_of, bo, kind):
        course = RegistrationFactory.create(kind=KindFactory.create(base="course"), title="Projektværksted", done_on=date(2026, 3, 1))
        browser = client_of(bo)
        assert "Projektværksted" in browser.get(f"{OFFICE}initiativer/nyt/?af={course.pk}").content.decode()
        browser.post(f"{OFFICE}initiativer/nyt/?af={course.pk}", {"name": "Strikkecafé", "idea": "", "begun_on": "2026-03-01"})
        row = Initiative.objects.get()
        assert row.grown_from_id == course.pk
        browser.post(f"{OFFICE}ny/?initiativ={row.pk}", given(kind, client="initiative", whom="Strikkecaféen", about="start_up", initiative=row.pk))
        assert [each.about for each in browser.get(f"{OFFICE}initiativer/{row.pk}/").context["talks"]] == ["start_up"]
        assert counted("communities_started") == 0
        browser.post(f"{OFFICE}initiativer/{row.pk}/ret/", {"name": "Strikkecafé", "begun_on": "2026-03-01", "started_on": "2026-06-01", "version": row.version})
        assert counted("communities_started") == 1

    @pytest.mark.parametrize(("field", "day"), [("started_on", "2026-02-01"), ("started_on", "2099-01-01"), ("ended_on", "2026-02-01"), ("begun_on", "2099-01-01")])
    def test_days_in_an_impossible_order_are_refused(self, client_of, bo, field, day):
        row = InitiativeFactory.create(begun_on=date(2026, 3, 1))
        answer = client_of(bo).post(f"{OFFICE}initiativer/{row.pk}/ret/", {"name": row.name, "begun_on": "2026-03-01", "version": row.version, field: day})
        assert answer.status_code == 422


class TestFigures:
    def test_they_are_those_of_the_rows(self, centre, client_of, bo):
        sind = OrganisationFactory.create(name="SIND")
        for about, minutes, day in (("conflict", 40, date(2026, 1, 3)), ("conflict", 50, date(2026, 2, 3)), ("place", 30, date(2026, 2, 5)), ("place", 30, date(2025, 2, 5))):
            row = ConsultationFactory.create(about=about, registration__done_on=day, registration__minutes=minutes)
            ParticipationFactory.create(registration=row.registration, organisation=sind, label="")
        plain = RegistrationFactory.create(kind=KindFactory.create(base="consultation"), done_on=date(2026, 2, 7), minutes=None)
        ParticipationFactory.create(registration=plain, label="Naboerne")
        found = statistics.figures(date(2026, 1, 1), date(2026, 12, 31))
        assert (found.n, found.hours, found.organisations) == (4, 2, 2)
        parts = {str(name): [(each.label, each.n) for each in lines] for name, lines in found.parts}
        assert parts["Efter tema"] == [("intet tema", 4)]
        assert {sum(each.n for each in lines) for name, lines in found.parts if name != "De hyppigste organisationer"} == {4}
        for name, lines in found.parts:
            for each in lines:
                assert len(client_of(bo).get(f"{OFFICE}?{each.query}").context["page"]) == each.n, (name, each.label)
        assert [n for _label, n in parts["Efter måned"]] == [1, 3]
        assert parts["Hvad de handlede om"] == [("konflikt", 2), ("forberedelse til at tage imod en frivillig", 1), ("ikke udfyldt", 1)]
        assert parts["De hyppigste organisationer"] == [("SIND", 3), ("naboerne", 1)]

    def test_members_not_spoken_with_for_a_year(self, centre, client_of, bo):
        spoken, long_ago, never = (MembershipFactory.create(organisation=OrganisationFactory.create(name=name), starts_on=date(2020, 1, 1)).organisation for name in ("A", "B", "C"))
        OrganisationFactory.create(name="Ikke medlem")
        for who, days in ((spoken, 30), (spoken, 900), (long_ago, 400)):
            row = RegistrationFactory.create(kind=KindFactory.create(base="consultation"), done_on=TODAY - timedelta(days=days))
            ParticipationFactory.create(registration=row, organisation=who, label="")
        planned = RegistrationFactory.create(kind=KindFactory.create(base="consultation"), done_on=TODAY, state="planned")
        ParticipationFactory.create(registration=planned, organisation=never, label="")
        since = TODAY - timedelta(days=365)
        MembershipFactory.create(organisation=OrganisationFactory.create(name="Ny", sector="municipality"), starts_on=since + timedelta(days=1))  # missed by nobody yet
        assert [(each, each.last) for each in statistics.not_spoken_with(since, TODAY)] == [(never, None), (long_ago, TODAY - timedelta(days=400))]
        assert [each.name for each in statistics.not_spoken_with(since, TODAY, everybody=True)] == ["C", "Ikke medlem", "B"]
        page = client_of(bo).get(f"{OFFICE}tal/").content.decode()
        assert ("(2)" in page, "Ikke medlem" in page, "Ikke medlem" in client_of(bo).get(f"{OFFICE}tal/?hos=alle").content.decode()) == (True, False, True)
        assert "2 medlemmer har I ikke talt med i et år" in client_of(bo).get("/testby/kontor/").content.decode()
        assert client_of(bo).get(f"{OFFICE}tal/?liste=stille&format=csv").content.decode("utf-8-sig").splitlines()[1].startswith("C;")

    def test_the_pages_ask_a_bounded_number_of_questions(self, client_of, bo, centre, django_assert_max_num_queries):
        def grow(n):
            for _number in range(n):
                step = {"next_step": "Ring igen", "next_on": TODAY, "next_owner": UserFactory.create()}
                row = ConsultationFactory.create(registration__done_on=TODAY, initiative=InitiativeFactory.create(), **step)
                ParticipationFactory.create(registration=row.registration, organisation=OrganisationFactory.create(), label="")
                ShelfItemFactory.create()

        grow(3)
        browser, pages = client_of(bo), (OFFICE, f"{OFFICE}tal/", f"{OFFICE}initiativer/", f"{OFFICE}hylde/", f"{OFFICE}henvendelser/", f"{OFFICE}ydelser/")
        found = {}
        for page in pages:
            browser.get(page)
            with django_assert_max_num_queries(40, info=page) as asked:
                browser.get(page)
            found[page] = len(asked)
        grow(10)
        for page in pages:
            with django_assert_max_num_queries(found[page], info=page):
                browser.get(page)

    @pytest.mark.on_both  # numbers and signs that each database takes in its own way
    @pytest.mark.parametrize("query", ["vis=sludder", "om=sludder", "tema=-1", "tema=99999999999999999999", "q=%00", "format=exe"])
    def test_strange_addresses_do_no_harm(self, client_of, bo, centre, query):
        assert client_of(bo).get(f"{OFFICE}?{query}").status_code in {200, 404}

    def test_the_list_leaves_as_a_file_with_harmless_cells(self, client_of, bo, centre):
        ConsultationFactory.create(registration__title="=HYPERLINK(1)", registration__done_on=TODAY)
        assert "'=HYPERLINK(1)" in client_of(bo).get(f"{OFFICE}?format=csv").content.decode("utf-8-sig")


def test_work_of_another_kind_is_no_consultation(client_of, bo, centre):
    row = RegistrationFactory.create(kind=KindFactory.create(base="course"))
    assert client_of(bo).get(f"{OFFICE}ny/?registrering={row.pk}").status_code == 404
    assert row.base == BaseKind.COURSE
