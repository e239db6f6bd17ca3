"""Around an event: its tasks, materials and invitation; thanks and what people thought of it, and how that counts."""

from datetime import date, timedelta
from re import search

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.accounts.actions import digest_of
from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.core.tasks import tasks
from brobygger.events import actions, afterwards, attendance, inviting
from brobygger.events.attendance import Tick
from brobygger.events.models import Event, EventTask, Feedback, FeedbackKey, SentInvitation
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    ContactFactory,
    EventFactory,
    EventTaskFactory,
    FeedbackFactory,
    FeedbackKeyFactory,
    MaterialFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    PointFactory,
    SignUpFactory,
    SignUpListFactory,
)
from tests.together import at_once

NOW = timezone.now()
OFFICE = "/testby/kontor/arrangementer"


def over(**more):
    """An event that ended yesterday, with a list."""
    starts = NOW - timedelta(days=1, hours=3)
    return EventFactory.create(starts_at=starts, ends_at=starts + timedelta(hours=2), signup_list=SignUpListFactory.create(), **more)


def fresh(event):
    return Event.objects.listed().get(pk=event.pk)


def counted(measure):
    whole = Demand(measure, Period(date(2000, 1, 1), date(2100, 1, 1)))
    return count([whole])[whole]


def mails():
    return dict(OutgoingMail.objects.order_by("pk").values_list("to", "text"))


class TestTasks:
    def test_a_task_keeps_its_distance_when_the_event_moves_and_comes_along_when_it_is_copied(self, centre, bo):
        event = EventFactory.create()
        task = EventTaskFactory.create(event=event, due_on=event.day - timedelta(days=3), owner=bo)
        done = EventTaskFactory.create(event=event, due_on=event.day - timedelta(days=9), done_on=event.day - timedelta(days=10))
        MaterialFactory.create(event=event)
        later = event.starts_at + timedelta(days=14)
        actions.move(event, starts_at=later, ends_at=later + timedelta(hours=2), reason="Salen var optaget", centre=centre, by=bo, now=NOW)
        assert [EventTask.objects.get(pk=each.pk).due_on - event.day for each in (task, done)] == [timedelta(days=11), timedelta(days=-9)]

        again = later + timedelta(days=100)
        copied = actions.copy(fresh(event), starts_at=again, ends_at=again + timedelta(hours=2), by=bo, now=NOW)
        assert [(each.due_on - copied.day, each.done_on, each.owner) for each in copied.tasks.order_by("-due_on")] == [(timedelta(days=-3), None, bo), (timedelta(days=-23), None, None)]
        assert [str(each) for each in copied.materials.all()] == ["Oplægget"]

    def test_ones_own_stand_among_what_is_to_be_done(self, client_of, centre, bo, astrid):
        event = EventFactory.create(responsible=bo)
        mine = EventTaskFactory.create(event=event, text="Bestil kaffe", due_on=timezone.localdate() + timedelta(days=2))
        EventTaskFactory.create(event=event, text="Hent nøglen", due_on=timezone.localdate(), owner=astrid)
        EventTaskFactory.create(event=event, text="Om længe", due_on=timezone.localdate() + timedelta(days=60), owner=bo)
        page = client_of(bo).get("/testby/kontor/")
        assert [each in page.content.decode() for each in ("Bestil kaffe", "Hent nøglen", "Om længe")] == [True, False, False]
        client_of(bo).post(f"{OFFICE}/opgave/{mine.pk}/", {"done": "1"})
        assert EventTask.objects.get(pk=mine.pk).done_by == bo
        assert "Bestil kaffe" not in client_of(bo).get("/testby/kontor/").content.decode()
        assert "events.events" in tasks

    def test_one_is_written_changed_and_taken_out(self, client_of, bo):
        event = EventFactory.create()
        browser = client_of(bo)
        assert browser.post(f"{OFFICE}/{event.pk}/opgaver/", {"text": ""}).status_code == 422
        browser.post(f"{OFFICE}/{event.pk}/opgaver/", {"text": "Bestil kaffe", "due_on": "2030-01-02", "owner": bo.pk})
        (task,) = event.tasks.all()
        browser.post(f"{OFFICE}/{event.pk}/opgaver/{task.pk}/", {"text": "Bestil kaffe og te", "due_on": "", "owner": ""})
        task.refresh_from_db()
        assert (task.text, task.due_on, task.owner) == ("Bestil kaffe og te", None, None)
        browser.post(f"{OFFICE}/{event.pk}/opgaver/{task.pk}/", {"act": "delete"})
        assert not event.tasks.exists()


class TestMaterials:
    def test_a_file_is_for_those_who_may_have_it(self, client, client_of, bo):
        event = EventFactory.create()
        open_one, own = MaterialFactory.create(event=event, title="Slides", link="https://eksempel.dk"), MaterialFactory.create(event=event, title="Budget", public=False)
        open_one.file.save("slides.txt", ContentFile(b"til alle"))
        own.file.save("budget.txt", ContentFile(b"til os"))
        page = client.get(f"/testby/arrangementer/{event.pk}/").content.decode()
        assert "Slides" in page
        assert "Budget" not in page
        answer = client.get(f"/testby/arrangementer/{event.pk}/materiale/{open_one.pk}/")
        assert (b"".join(answer.streaming_content), answer.headers["Content-Disposition"], answer.headers["X-Content-Type-Options"]) == (b"til alle", 'attachment; filename="Slides.txt"', "nosniff")
        assert client.get(f"/testby/arrangementer/{event.pk}/materiale/{own.pk}/").status_code == 404
        assert b"".join(client_of(bo).get(f"{OFFICE}/materiale/{own.pk}/").streaming_content) == b"til os"
        hidden = EventFactory.create(published_at=None)
        secret = MaterialFactory.create(event=hidden)
        assert client.get(f"/testby/arrangementer/{hidden.pk}/materiale/{secret.pk}/").status_code == 404

    @pytest.mark.parametrize(("name", "content"), [("ond.svg", b"<svg onload=alert(1)>"), ("side.html", b"<script>"), ("../../etc/passwd", b"x"), ("program.exe", b"MZ")])
    def test_what_may_do_harm_is_refused(self, client_of, bo, name, content):
        event = EventFactory.create()
        answer = client_of(bo).post(f"{OFFICE}/{event.pk}/bagefter/materiale/", {"title": "Noget", "file": ContentFile(content, name=name)})
        assert answer.status_code == 422
        assert not event.materials.exists()

    def test_neither_file_nor_link_is_nothing(self, client_of, bo):
        event = EventFactory.create()
        answer = client_of(bo).post(f"{OFFICE}/{event.pk}/bagefter/materiale/", {"title": "Noget"})
        assert answer.status_code == 422
        assert "Vælg en fil, eller skriv et link" in answer.content.decode()


class TestInviting:
    def test_it_reaches_contacts_else_the_organisation_and_the_persons_of_the_network(self, centre):
        with_contact, with_own, without = OrganisationFactory.create(name="A", mail="forening@a.dk"), OrganisationFactory.create(name="B", mail="Post@B.dk"), OrganisationFactory.create(name="C", mail="")
        ContactFactory.create(organisation=with_contact, person=PersonFactory.create(mail="formand@a.dk"))
        ContactFactory.create(organisation=with_contact, person=PersonFactory.create(mail="gammel@a.dk"), until=timezone.localdate() - timedelta(days=1))
        network = NetworkFactory.create()
        network.persons.add(PersonFactory.create(mail="ildsjael@x.dk"))
        found = inviting.reach([with_contact, with_own, without, with_own], network, ["post@b.dk", " ny@y.dk "], now=NOW)
        assert found.mails == ("formand@a.dk", "post@b.dk", "ildsjael@x.dk", "ny@y.dk")
        assert (found.organisations, found.unreached) == (("A", "B", "C"), ("C",))

    def test_it_is_kept_as_it_was_sent_and_counts_as_the_invitation(self, centre, bo, client_of):
        sind = OrganisationFactory.create(name="SIND", mail="post@sind.dk")
        event = EventFactory.create(text="Kom og vær med")
        browser = client_of(bo)
        page = browser.get(f"{OFFICE}/{event.pk}/invitation/")
        form = page.context["form"]
        assert "Kom og vær med" in form.initial["text"]
        key = form["key"].value()
        sent = {"organisations": "SIND", "mails": "borger@x.dk", "subject": "Kom til kursus", "text": "Vi ses!", "key": key}
        for _twice in range(2):
            browser.post(f"{OFFICE}/{event.pk}/invitation/", sent)
        kept = SentInvitation.objects.get()
        assert (kept.subject, kept.text, kept.sent_to, kept.people, kept.sent_by) == ("Kom til kursus", "Vi ses!", "SIND", 2, bo)
        assert mails() == {"post@sind.dk": "Vi ses!", "borger@x.dk": "Vi ses!"}
        assert "borger@x.dk" not in f"{kept.sent_to}{kept.text}"
        row = event.registration
        row.refresh_from_db()
        assert row.invited_at is not None
        assert (counted("events_with_invitation"), sind.pk > 0) == (0, True)  # it has not been held yet
        actions.move(fresh(event), starts_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1), reason="Fremskyndet", centre=centre, by=bo, now=NOW)
        attendance.held(fresh(event), by=bo, now=NOW)
        assert counted("events_with_invitation") == 1

    def test_with_a_network_goes_its_agenda(self, centre, bo):
        network = NetworkFactory.create()
        PointFactory.create(network=network, title="Fælles folder", owner=bo, due_on=date(2030, 5, 1))
        PointFactory.create(network=network, title="Færdig", closed_on=timezone.localdate() - timedelta(days=1))
        event = fresh(EventFactory.create(registration__network=network))
        text = inviting.words(event, by=bo)
        assert f"1. Fælles folder ({bo}, 1. maj 2030)" in text
        assert "Færdig" not in text

    def test_it_begins_without_the_marks_of_markdown(self, centre, bo):
        event = fresh(EventFactory.create(text="# Kor\n\nVi *synger*:\n\n- [noder](https://noder.dk)\n- **kage**"))
        text = inviting.words(event, by=bo)
        assert "Kor\n\nVi synger:\n\n- noder (https://noder.dk)\n- kage" in text

    @pytest.mark.parametrize(
        ("given", "said"), [({}, "Vælg, hvem"), ({"mails": "ikke en adresse"}, "ikke en mailadresse"), ({"organisations": "Ukendt"}, "Ukendt"), ({"mails": "a@b.dk", "text": ""}, "påkrævet"),
                            ({"mails": "a@b.dk", "text": "Min veninde 010190-1234"}, "CPR")],
    )
    def test_what_cannot_be_sent_is_said_and_nothing_is(self, client_of, bo, given, said):
        event = EventFactory.create()
        answer = client_of(bo).post(f"{OFFICE}/{event.pk}/invitation/", {"subject": "Kom", "text": "Kom", "key": "k", **given})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not OutgoingMail.objects.exists()

    def test_nobody_is_invited_to_what_is_over_or_to_sign_up_for_a_draft(self, centre, bo):
        draft = EventFactory.create(published_at=None, signup_list=SignUpListFactory.create())
        for event in (over(), draft):
            with pytest.raises(ValidationError):
                inviting.invite(event, subject="Kom", text="Kom", mails=["a@b.dk"], key="k", centre=centre, by=bo, now=NOW)
        assert not OutgoingMail.objects.exists()


class TestThanks:
    def test_those_who_came_are_thanked_once_with_materials_and_the_link(self, client_of, centre, bo):
        event = over()
        came, stayed_away = SignUpFactory.create(signup_list=event.signup_list), SignUpFactory.create(signup_list=event.signup_list)
        MaterialFactory.create(event=event, title="Slides", link="https://eksempel.dk/slides")
        attendance.tick(event, [Tick(came.pk, 1, NOW), Tick(stayed_away.pk, 0, NOW)], by=bo, now=NOW)
        assert [afterwards.thank(fresh(event), "Tak for i går", asks=True, centre=centre, by=bo, now=NOW) for _twice in range(2)] == [1, 0]
        (text,) = [text for to, text in mails().items() if to == came.mail]
        assert all(each in text for each in ("Tak for i går", "https://eksempel.dk/slides", "/testby/evaluering/egen-"))
        assert FeedbackKey.objects.count() == 1
        assert f"/tilmelding/{came.token}/" not in text
        assert stayed_away.mail not in mails()
        late = SignUpFactory.create(signup_list=event.signup_list)
        attendance.tick(event, [Tick(late.pk, 1, NOW)], by=bo, now=NOW)
        assert afterwards.thank(fresh(event), "Tak for i går", asks=False, centre=centre, by=bo, now=NOW) == 1
        assert "Takken er sendt" in client_of(bo).get(f"{OFFICE}/{event.pk}/bagefter/").content.decode()

    def test_a_file_that_has_no_public_page_is_not_promised(self, centre, bo):
        event = over(published_at=None)
        SignUpFactory.create(signup_list=event.signup_list)
        MaterialFactory.create(event=event, link="", file=ContentFile(b"x", "a.pdf"))
        with pytest.raises(ValidationError, match="ikke er offentligt"):
            afterwards.thank(event, "Tak", asks=False, centre=centre, by=bo, now=NOW)
        assert OutgoingMail.objects.count() == 0

    def test_before_it_is_over_there_is_nothing_to_thank_for(self, centre, bo):
        event = EventFactory.create(signup_list=SignUpListFactory.create())
        SignUpFactory.create(signup_list=event.signup_list)
        with pytest.raises(ValidationError):
            afterwards.thank(event, "Tak", asks=True, centre=centre, by=bo, now=NOW)


class TestFeedback:
    def url(self, event):
        return f"/testby/evaluering/{afterwards.feedback_token(event)}/"

    def test_a_visitor_answers_without_an_account_and_the_answer_counts(self, client, client_of, centre, bo):
        event = over()
        attendance.held(event, by=bo, now=NOW)
        page = client.get(self.url(event))
        key = page.context["form"]["key"].value()
        given = {"score": "4", "gained": "Mod på mere", "better": "", "second_name": "", "key": key}
        for _twice in range(2):
            assert client.post(self.url(event), given, follow=True).status_code == 200
        answer = Feedback.objects.get()
        assert (answer.score, answer.gained, answer.given_on) == (4, "Mod på mere", timezone.localdate())
        assert (counted("evaluations_done"), counted("evaluation_score")) == (1, 80)
        client.post(self.url(event), {**given, "score": "2", "key": "another"})
        assert (counted("evaluations_done"), counted("evaluation_score")) == (1, 60)
        shown = client_of(bo).get(f"{OFFICE}/{event.pk}/bagefter/").content.decode()
        assert "3,0" in shown
        assert "Mod på mere" in shown

    def test_each_has_a_link_of_her_own_that_takes_one_answer_and_is_not_kept_with_it(self, client, client_of, centre, bo):
        event = over()
        people = [SignUpFactory.create(signup_list=event.signup_list) for _n in range(2)]
        afterwards.thank(event, "Tak", asks=True, centre=centre, by=bo, now=NOW)
        links = [search(r"/testby/evaluering/egen-[\w-]+/", mails()[each.mail]).group() for each in people]
        assert len(set(links)) == 2
        given = {"score": "5", "gained": "Nye venner", "better": "", "second_name": "", "key": "k"}
        for link in (links[0], links[0], links[1]):
            assert client.post(link, {**given, "key": link[-20:]}, follow=True).status_code == 200
        assert [(each.score, each.common) for each in Feedback.objects.all()] == [(5, False), (5, False)]
        assert "allerede givet et svar" in client.get(links[0]).content.decode()
        kept = [str(each) for row in Feedback.objects.values_list() for each in row]
        digests = [digest_of(link.split("/")[3]) for link in links]
        assert sorted(FeedbackKey.objects.values_list("digest", flat=True)) == sorted(digests)
        assert not any(word in said for said in kept for word in [*digests, *(link[-20:] for link in links), *(each.mail for each in people)])
        assert {field.name for field in FeedbackKey._meta.get_fields()} == {"id", "centre", "event", "digest", "spent"}  # neither who got it nor when it was used
        client.post(self.url(event), {**given, "key": "another"})
        shown = client_of(bo).get(f"{OFFICE}/{event.pk}/bagefter/").content.decode()
        assert ("1 af dem er kommet ad det fælles link" in shown, afterwards.results(event).common) == (True, 1)

    @pytest.mark.parametrize("token", ["egen-", "egen-x", "egen-1-abc"])
    def test_a_key_of_nobodys_making_opens_nothing(self, client, centre, token):
        FeedbackKeyFactory.create()
        assert client.get(f"/testby/evaluering/{token}/").status_code == 404

    def test_what_is_wrong_spends_nothing(self, client, centre):
        event = over()
        link = f"/testby/evaluering/{afterwards.new_key(event)}/"
        assert client.post(link, {"score": "9", "key": "x"}).status_code == 422
        assert client.post(link, {"score": "3", "second_name": "Bot", "key": "x"}).status_code == 302
        assert (FeedbackKey.objects.get().spent, Feedback.objects.count()) == (False, 0)

    def test_the_average_is_of_answers_not_of_events_and_rounds(self, centre, bo):
        for scores in ((5, 5, 5), (1,)):
            event = over()
            for number, score in enumerate(scores):
                FeedbackFactory.create(event=event, score=score, key=f"{number}")
            attendance.held(event, by=bo, now=NOW)
        assert counted("evaluation_score") == 80  # (100 × 3 + 20) / 4
        assert counted("evaluations_done") == 2

    def test_an_answer_to_what_never_took_place_counts_nowhere(self, centre):
        FeedbackFactory.create(event=over())
        assert (counted("evaluations_done"), counted("evaluation_score")) == (0, 0)

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, centre):
        event = over()
        client.post(self.url(event), {"score": "5", "second_name": "Bot", "key": "x"})
        assert not Feedback.objects.exists()

    @pytest.mark.parametrize("score", ["0", "6", "abc", ""])
    def test_there_are_five_scores(self, client, centre, score):
        event = over()
        assert client.post(self.url(event), {"score": score, "key": "x"}).status_code == 422
        assert not Feedback.objects.exists()

    @pytest.mark.parametrize("days", [-7, 200])
    def test_one_answers_in_its_time(self, client, centre, days):
        starts = NOW - timedelta(days=days)
        event = EventFactory.create(starts_at=starts, ends_at=starts + timedelta(hours=2))
        assert client.get(self.url(event)).context["form"] is None
        client.post(self.url(event), {"score": "5", "key": "x"})
        assert not Feedback.objects.exists()

    @pytest.mark.on_both  # numbers and signs that each database takes in its own way
    @pytest.mark.parametrize("token", ["x", "1", "1-abc", "-", "999999999999999999999-x"])
    def test_a_link_of_nobodys_making_opens_nothing(self, client, centre, token):
        assert client.get(f"/testby/evaluering/{token}/").status_code == 404

    def test_another_centres_link_opens_nothing_here(self, client, centre, other_centre):
        with centre_in_force(other_centre):
            theirs = EventFactory.create(starts_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1))
        assert client.get(self.url(theirs)).status_code == 404

    def test_it_is_kept_without_a_name_and_for_two_years(self, centre):
        fields = declarations["events.Feedback"].fields
        assert {name: fields[name].keep.months for name in ("gained", "better")} == {"gained": 24, "better": 24}
        assert not any(field.name in {"name", "mail", "signup", "by"} for field in Feedback._meta.get_fields())

    def test_one_that_names_somebody_is_taken_out(self, client_of, bo):
        answer = FeedbackFactory.create(event=over(), gained="Hansen var sur")
        client_of(bo).post(f"{OFFICE}/svar/{answer.pk}/slet/")
        assert not Feedback.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_sent_many_times_at_once_is_one(centre):
    event = EventFactory.create(starts_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1))
    found = at_once(centre, [lambda: afterwards.give_feedback(event, score=5, gained="", better="", key="one", now=NOW) for _n in range(12)])
    assert [each for each in found if isinstance(each, Exception)] == []
    assert Feedback.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_key_used_many_times_at_once_takes_one_answer(centre):
    event = EventFactory.create(starts_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1))
    token = afterwards.new_key(event)
    found = at_once(centre, [lambda: afterwards.answer_once(token, score=5, gained="", better="", now=NOW) for _n in range(12)])
    assert [each for each in found if isinstance(each, Exception)] == []
    assert (Feedback.objects.count(), sum(1 for each in found if each is not None)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_invitation_sent_many_times_at_once_is_one(centre, bo):
    event = EventFactory.create()
    found = at_once(centre, [lambda: inviting.invite(event, subject="Kom", text="Kom", mails=["a@b.dk"], key="one", centre=centre, by=bo, now=NOW) for _n in range(8)])
    assert [each for each in found if isinstance(each, Exception)] == []
    assert (SentInvitation.objects.count(), OutgoingMail.objects.count()) == (1, 1)
