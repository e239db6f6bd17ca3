"""Moving, cancelling and changing an event: everybody who should know is told, once, and calendars follow."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from brobygger.centres import audit
from brobygger.core.ical import parted
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.core.recurrence import Rule
from brobygger.events import actions, confirmations, inviting, series, signing_up, telling
from brobygger.events.house import Choice, place_of
from brobygger.events.letters import when
from brobygger.events.models import Event, Invited, SignUp
from brobygger.events.signing_up import Asking
from brobygger.people import retention
from tests.factories import (
    ContactFactory,
    EventFactory,
    InvitedFactory,
    OrganisationFactory,
    PersonFactory,
    RoomFactory,
    SignUpFactory,
    SignUpListFactory,
)
from tests.together import at_once

NOW = timezone.now()
LINK = "https://moede.example/hemmeligt"
OFFICE = "/testby/kontor/arrangementer"


def an_event(**more):
    return EventFactory.create(signup_list=SignUpListFactory.create(capacity=1), registration__title="Kursus", **more)


def fresh(event):
    return Event.objects.listed().get(pk=event.pk)


def invite(event, centre, by, *mails, key="k"):
    return inviting.invite(event, subject="Invitation", text="Kom", mails=list(mails), key=key, centre=centre, by=by, now=NOW)


def sign_up(event, centre, name, now=NOW):
    (made,) = signing_up.sign_up([event.signup_list], Asking(name=name, mail=f"{name.lower()}@example.org"), now=now)
    confirmations.write_due(centre=centre, now=now)
    return made


def later(event, days=7):
    return {"starts_at": event.starts_at + timedelta(days=days), "ends_at": event.ends_at + timedelta(days=days)}


def since(mark):
    """Mails written after ``mark`` others, by their reader."""
    found = list(OutgoingMail.objects.order_by("pk"))[mark:]
    assert len({each.to for each in found}) == len(found)
    return {each.to: each for each in found}


def count():
    return OutgoingMail.objects.count()


def appointments(mail):
    return [(method, Calendar.from_ical(text).walk("VEVENT")) for method, text in parted(mail.calendar)]


class TestWhoIsTold:
    def test_the_signed_up_those_who_wait_the_invited_the_co_hosts_and_the_responsible(self, centre, bo, astrid):
        sind = OrganisationFactory.create(mail="")
        ContactFactory.create(organisation=sind, person=PersonFactory.create(name="Kim", mail="kim@sind.example"))
        event = an_event(responsible=astrid)
        event.registration.co_hosts.add(sind, OrganisationFactory.create(mail="hej@spejder.example"))
        invite(event, centre, bo, "Gaest@example.org", "anna@example.org")
        sign_up(event, centre, "Anna")
        sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
        mark = count()
        actions.move(event, **later(event), reason="Salen var optaget", centre=centre, by=bo, now=NOW)
        told = since(mark)
        assert set(told) == {"anna@example.org", "bent@example.org", "gaest@example.org", "kim@sind.example", "hej@spejder.example", astrid.email}
        assert all("Salen var optaget" in each.text for each in told.values())
        assert ["/tilmelding/" in each.text for each in (told["anna@example.org"], told["gaest@example.org"])] == [True, False]

    def test_who_made_the_change_knows_it(self, centre, bo):
        event = an_event(responsible=bo)
        actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)
        assert count() == 0

    def test_a_draft_changes_and_only_the_responsible_hears_of_it(self, centre, bo, astrid):
        event = an_event(responsible=astrid, published_at=None)
        event.registration.co_hosts.add(OrganisationFactory.create(mail="hej@spejder.example"))
        actions.move(event, **later(event), reason="", centre=centre, by=bo, now=NOW)
        assert set(since(0)) == {astrid.email}
        assert (fresh(event).registration.state, fresh(event).registration.moved_from) == ("planned", None)

    @pytest.mark.parametrize("how", ["invited", "at the desk"])
    def test_a_draft_that_somebody_has_heard_of_is_moved_for_a_reason_and_told(self, centre, bo, how):
        event = an_event(published_at=None)
        if how == "invited":
            event.signup_list = None
            event.save()
            invite(event, centre, bo, "gaest@example.org")
        else:
            SignUpFactory.create(signup_list=event.signup_list, mail="gaest@example.org")
        mark = count()
        with pytest.raises(ValidationError):
            actions.move(event, **later(event), reason="", centre=centre, by=bo, now=NOW)
        actions.move(event, **later(event), reason="Salen var optaget", centre=centre, by=bo, now=NOW)
        row = fresh(event).registration
        assert (row.state, row.moved_from) == ("moved", event.day)
        actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)
        assert [each.to for each in OutgoingMail.objects.order_by("pk")][mark:] == ["gaest@example.org"] * 2

    def test_what_has_passed_is_told_to_nobody(self, centre, bo):
        event = an_event(starts_at=NOW - timedelta(days=2))
        SignUpFactory.create(signup_list=event.signup_list)
        actions.cancel(event, reason="Ingen kom", centre=centre, by=bo, now=NOW)
        assert (fresh(event).is_cancelled, count()) == (True, 0)

    def test_who_left_no_address_is_named_to_be_called(self, client_of, bo, centre):
        event = an_event()
        SignUpFactory.create(signup_list=event.signup_list, name="Ruth", mail="")
        page = client_of(bo).get(f"{OFFICE}/{event.pk}/aflys/").content.decode()
        assert "Ruth" in page

    def test_the_number_of_questions_does_not_grow_with_the_dates(self, centre, bo, django_assert_num_queries):
        for n in (1, 3):
            rows = [an_event(responsible=bo) for _each in range(n)]
            for row in rows:
                row.registration.co_hosts.add(OrganisationFactory.create(mail=f"{row.pk}@example.org"))
                SignUpFactory.create(signup_list=row.signup_list)
            with django_assert_num_queries(8):
                telling.readers(rows, by=bo, now=NOW)


class TestOnePlaceIsAnother:
    def edit(self, event, by, **values):
        row = fresh(event)
        before = audit.values(row), audit.values(row.registration)
        for name, value in values.items():
            setattr(row, name, value)
        actions.edit(row, row.registration, before=before, by=by, now=NOW)
        return fresh(event)

    def test_another_place_is_told_and_calendars_see_it(self, centre, bo):
        event = an_event()
        sign_up(event, centre, "Anna")
        mark = count()
        assert self.edit(event, bo, place="Biblioteket").sequence == 1
        (mail,) = since(mark).values()
        ((_method, (entry,)),) = appointments(mail)
        assert (mail.subject, str(entry["LOCATION"]), entry["SEQUENCE"]) == ("Ændret: Kursus", "Biblioteket", 1)

    def test_another_link_is_told_to_those_alone_who_may_have_it(self, centre, bo):
        event = an_event()
        sign_up(event, centre, "Anna")
        sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
        mark = count()
        self.edit(event, bo, online_link=LINK)
        assert set(since(mark)) == {"anna@example.org"}

    def test_another_text_is_told_to_nobody(self, centre, bo):
        event = an_event()
        sign_up(event, centre, "Anna")
        mark = count()
        assert self.edit(event, bo, text="Tag din nabo med").sequence == 0
        assert since(mark) == {}


class TestTheSecretLink:
    def test_it_never_goes_to_one_who_waits(self, centre, bo):
        event = an_event(online_link=LINK)
        sign_up(event, centre, "Anna")
        sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
        actions.move(event, **later(event), reason="x", centre=centre, by=bo, now=NOW)
        actions.cancel(event, reason="x", centre=centre, by=bo, now=NOW)
        actions.reinstate(event, centre=centre, by=bo, now=NOW)
        for mail in OutgoingMail.objects.filter(to="bent@example.org"):
            assert LINK not in mail.text + mail.calendar.replace("\r\n ", ""), mail.subject
            assert mail.calendar == ""
        moved = OutgoingMail.objects.get(to="anna@example.org", subject__startswith="Flyttet")
        assert LINK in moved.text

    def test_where_nobody_signs_up_it_goes_with_the_invitation(self, centre, bo):
        event = EventFactory.create(online_link=LINK)
        assert LINK in inviting.words(event, by=bo)
        invite(event, centre, bo, "gaest@example.org")
        ((_method, (entry,)),) = appointments(OutgoingMail.objects.get())
        assert LINK in str(entry["DESCRIPTION"])
        with_list = an_event(online_link=LINK)
        assert LINK not in inviting.words(with_list, by=bo)

    def test_each_date_has_its_own(self, centre):
        rows = [an_event(online_link=f"{LINK}{n}") for n in range(2)]
        signing_up.sign_up([each.signup_list for each in rows], Asking(name="Anna", mail="anna@example.org"), now=NOW)
        confirmations.write_due(centre=centre, now=NOW)
        text = OutgoingMail.objects.get().text
        assert (f"{LINK}0" in text, f"{LINK}1" in text) == (True, True)


class TestCalendars:
    def test_a_cancelled_event_is_withdrawn_by_its_own_key_and_a_higher_number(self, centre, bo):
        event = EventFactory.create(registration__title="Kursus")
        invite(event, centre, bo, "gaest@example.org")
        actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)
        invited, cancelled = [appointments(each)[0] for each in OutgoingMail.objects.order_by("pk")]
        assert (invited[0], cancelled[0]) == ("PUBLISH", "CANCEL")
        (was,), (gone,) = invited[1], cancelled[1]
        assert (was["UID"], was["ORGANIZER"]) == (gone["UID"], gone["ORGANIZER"])
        assert (gone["SEQUENCE"] > was["SEQUENCE"], str(gone["STATUS"])) == (True, "CANCELLED")

    def test_several_dates_are_withdrawn_in_a_calendar_each(self, centre, bo):
        event = EventFactory.create(published_at=None)
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        for row in Event.objects.listed():
            invite(row, centre, bo, "gaest@example.org")
        mark = count()
        series.cancel(fresh(event), series.ALL, reason="Ferie", centre=centre, by=bo, now=NOW)
        (mail,) = since(mark).values()
        assert [(method, len(entries)) for method, entries in appointments(mail)] == [("CANCEL", 1)] * 3


class TestSeries:
    def five(self, centre, bo):
        event = an_event(published_at=None)
        series.repeat(event, Rule("weekly", times=5), whole=True, by=bo, now=NOW)
        series.publish(fresh(event), series.ALL, by=bo, now=NOW)
        sign_up(event, centre, "Anna")
        return fresh(event)

    def test_one_mail_lists_the_dates_that_move(self, centre, bo):
        event = self.five(centre, bo)
        mark = count()
        series.move(event, series.ALL, **later(event, 1), reason="Salen", centre=centre, by=bo, now=NOW)
        (mail,) = since(mark).values()
        ((method, entries),) = appointments(mail)
        assert (method, len(entries), mail.text.count("17.00"), mail.text.count("/tilmelding/")) == ("PUBLISH", 5, 10, 1)
        assert mail.text.count("Tidspunktet er nyt. Før var det") == 5

    def test_a_mail_says_what_is_new_of_time_and_place_and_what_it_was(self, centre, bo):
        room, other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
        event = an_event(place="")
        event = actions.edit(event, event.registration, before=({}, {}), by=bo, now=NOW, chosen=Choice(room))
        sign_up(event, centre, "Anna")

        def told(act):
            mark = count()
            act()
            return "\n".join(mail.text for mail in since(mark).values())

        both = told(lambda: actions.move(fresh(event), **later(event), reason="x", centre=centre, by=bo, now=NOW, chosen=Choice(other)))
        assert f"Tidspunktet er nyt. Før var det {when(event)}." in both
        assert f"Stedet er nyt. Før var det {place_of(room)}." in both
        only = told(lambda: actions.move(fresh(event), **later(event), reason="x", centre=centre, by=bo, now=NOW, chosen=Choice(room)))
        assert "Tidspunktet er nyt" not in only
        assert f"Stedet er nyt. Før var det {place_of(other)}." in only
        assert told(lambda: actions.move(fresh(event), **later(event), reason="x", centre=centre, by=bo, now=NOW, chosen=Choice(room))) == ""

    def test_one_mail_lists_the_dates_that_are_cancelled(self, centre, bo):
        event = self.five(centre, bo)
        mark = count()
        series.cancel(event, series.ALL, reason="Ferie", centre=centre, by=bo, now=NOW)
        assert [mail.text.count("17.00") for mail in since(mark).values()] == [5]


class TestTheInvited:
    def test_the_same_address_is_kept_once_and_goes_three_months_after(self, centre, bo):
        event = EventFactory.create(starts_at=NOW - timedelta(days=120))
        InvitedFactory.create(invitation__event=event)
        coming = InvitedFactory.create(invitation__event=EventFactory.create())
        retention.blank_expired(declarations["events.Invited"], timezone.localdate())
        assert [each.mail for each in Invited.objects.order_by("pk")] == ["", coming.mail]

    def test_what_was_invited_to_is_neither_deleted_nor_taken_back(self, centre, bo):
        event = EventFactory.create()
        invite(event, centre, bo, "gaest@example.org")
        with pytest.raises(ValidationError):
            actions.unpublish(event, by=bo, now=NOW)
        event.published_at = None
        event.save()
        with pytest.raises(ValidationError, match="bevis"):
            actions.delete(event, by=bo, now=NOW)
        assert event.invitations.count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_cancelled_by_many_at_once_is_told_once(self, centre, bo):
        event = an_event()
        SignUpFactory.create(signup_list=event.signup_list, mail="anna@example.org")
        at_once(centre, [lambda: actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)] * 4)
        assert [each.to for each in OutgoingMail.objects.all()] == ["anna@example.org"]

    def test_moved_by_many_at_once_is_told_once(self, centre, bo):
        event = an_event()
        SignUpFactory.create(signup_list=event.signup_list, mail="anna@example.org")
        at_once(centre, [lambda: actions.move(event, **later(event), reason="Salen", centre=centre, by=bo, now=NOW)] * 4)
        assert ([each.to for each in OutgoingMail.objects.all()], fresh(event).sequence) == (["anna@example.org"], 1)

    def test_a_series_moved_from_both_ends_at_once_never_stands_still(self, centre, bo):
        event = an_event()
        series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
        rows = list(Event.objects.listed().order_by("starts_at"))
        found = at_once(centre, [lambda: series.cancel(rows[0], series.ALL, reason="x", centre=centre, by=bo, now=NOW), lambda: series.cancel(rows[2], series.ALL, reason="x", centre=centre, by=bo, now=NOW)])
        assert not [each for each in found if isinstance(each, Exception)]

    def test_who_signs_up_while_it_is_cancelled_is_told_or_refused(self, centre, bo):
        event = an_event()

        def sign_up_now():
            return signing_up.sign_up([event.signup_list], Asking(name="Anna", mail="anna@example.org"), now=NOW)

        at_once(centre, [lambda: actions.cancel(event, reason="x", centre=centre, by=bo, now=NOW), sign_up_now])
        confirmations.write_due(centre=centre, now=NOW)
        said = [each.subject.partition(":")[0] for each in OutgoingMail.objects.order_by("pk")]
        assert said == ["Aflyst"] * SignUp.objects.count()  # who came in before hears of it, and of nothing else
