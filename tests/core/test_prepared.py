"""A prepared read gives what its queryset would, with the values and the centre of each time it is asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, Value
from django.db.models.functions import Lower
from django.utils import timezone

from brobygger.centres.models import Theme
from brobygger.centres.scoping import NoCentreInForce, centre_in_force, no_centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.core.prepared import Given, InsertedPrepared, Prepared
from brobygger.events.models import Event, SignUp
from tests.factories import EventFactory, SignUpFactory, SignUpListFactory, ThemeFactory

NOW = timezone.now()


def test_it_gives_the_rows_of_the_values_given(centre):
    events = [EventFactory.create(signup_list=SignUpListFactory.create(capacity=number)) for number in range(3)]
    read = Prepared(lambda: Event.objects.listed().filter(pk=Given("pk", BigIntegerField())))
    for each in events:
        (row,) = read(pk=each.pk)
        assert row == each
        assert (row.starts_at, row.registration.kind.name, row.signup_list.capacity) == (each.starts_at, each.registration.kind.name, each.signup_list.capacity)
    assert (read(pk=0), read.one(pk=0), read.one(pk=events[1].pk)) == ([], None, events[1])


def test_a_moment_is_given_as_the_database_wants_it(centre):
    own = SignUpListFactory.create()
    SignUpFactory.create(signup_list=own, queued_at=NOW)
    read = Prepared(lambda: SignUp.objects.filter(queued_at__lt=Given("before", DateTimeField())).values_list("queued_at", flat=True))
    assert (read(before=NOW), read(before=NOW + timedelta(microseconds=1))) == ([], [NOW])


def test_the_centre_is_the_one_in_force_when_it_is_asked(centre, other_centre):
    ThemeFactory.create(name="Natur")
    with centre_in_force(other_centre):
        ThemeFactory.create(name="Sport")
    read = Prepared(lambda: Theme.objects.all())
    within = Prepared(lambda: Theme.everywhere.filter(Exists(Theme.objects.filter(pk=OuterRef("pk")))))
    for each in (read, within):  # prepared under the one, asked under both and under none
        assert [row.name for row in each()] == ["Natur"]
        with centre_in_force(other_centre):
            assert [row.name for row in each()] == ["Sport"]
        with no_centre_in_force(), pytest.raises(NoCentreInForce):
            each()


def test_it_can_be_prepared_where_no_centre_is_in_force(centre):
    ThemeFactory.create(name="Natur")
    read = Prepared(lambda: Theme.objects.all())
    with no_centre_in_force(), pytest.raises(NoCentreInForce):
        read()
    assert [row.name for row in read()] == ["Natur"]


def test_one_question_goes_to_the_database(centre, django_assert_num_queries):
    event = EventFactory.create(signup_list=SignUpListFactory.create())
    read = Prepared(lambda: Event.objects.briefly().filter(pk=Given("pk", BigIntegerField())))
    for _time in range(2):
        with django_assert_num_queries(1):
            (row,) = read(pk=event.pk)
            assert row.takes_signups(NOW)
            assert row.public_url.endswith(f"/{event.pk}/")


class TestInsertions:
    def test_a_row_is_as_django_would_have_written_it(self, centre):
        own = SignUpListFactory.create()
        rows = [SignUpFactory.build(signup_list=own, centre=centre, mail=f"{n}@example.org") for n in range(3)]
        for row in rows:
            row.save(force_insert=True)
        there = list(SignUp.objects.order_by("pk"))
        assert [each.pk for each in there] == [each.pk for each in rows]
        for name in ("name", "mail", "persons", "state", "signed_up_at", "token", "unwritten", "offered_until"):
            assert [getattr(each, name) for each in there] == [getattr(each, name) for each in rows]

    def test_json_and_moments_of_the_databases_own_come_through(self, centre):
        mails = [OutgoingMail.objects.create(to="a@example.org", subject=f"{n}", text="æøå", headers={"n": n}, send_after=NOW) for n in range(2)]
        assert [(each.subject, each.headers, each.send_after, each.written_at is not None) for each in OutgoingMail.objects.order_by("pk")] == [
            ("0", {"n": 0}, NOW, True), ("1", {"n": 1}, NOW, True),
        ]
        assert len({each.pk for each in mails}) == 2

    def test_what_the_database_works_out_is_left_to_django(self, centre):
        row = OutgoingMail(to="a@example.org", subject=Lower(Value("STORT")), text="", send_after=NOW)
        row.save()
        assert OutgoingMail.objects.get().subject == "stort"

    def test_another_centre_and_a_cpr_number_are_refused_as_ever(self, centre, other_centre):
        own = SignUpListFactory.create()
        row = SignUpFactory.build(signup_list=own, centre=centre)
        with centre_in_force(other_centre), pytest.raises(NoCentreInForce):
            row.save()
        with pytest.raises(ValidationError), transaction.atomic():
            SignUpFactory.build(signup_list=own, centre=centre, note="Mit nummer er 010190-1234").save()
        assert SignUp.objects.count() == 0

    def test_what_is_kept_for_the_next_row_is_nobodys(self, centre):
        SignUpFactory.create(name="Vibeke", signup_list=SignUpListFactory.create())
        kept = [sql for (_vendor, label, _fields), sql in InsertedPrepared._insertions.items() if label == "events.SignUp"]
        assert kept
        assert "%s, %s, %s" in kept[0]
        assert "Vibeke" not in repr(InsertedPrepared._insertions)
