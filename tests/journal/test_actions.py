from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.versions import Stale
from brobygger.journal import actions, reading
from brobygger.journal.actions import From
from brobygger.journal.models import Participation, Registration, State
from tests.factories import (
    CentreFactory,
    KindFactory,
    OrganisationFactory,
    PlanFactory,
    RegistrationFactory,
    ThemeFactory,
    UserFactory,
)

TODAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 9, tzinfo=UTC)
WHEN = {"today": TODAY, "now": NOW}


def a_course(**fields):
    return Registration(kind=KindFactory.create(base="course"), title="Kursus", done_on=TODAY, **fields)


def test_registering_keeps_row_affiliations_and_one_audit_line(bo):
    red_cross = OrganisationFactory.create(name="Røde Kors", sector="civil_society")
    row = actions.register(
        a_course(), affiliations=[From(organisation=red_cross.pk, persons=3), From(label="To naboer", persons=2)], by=bo, **WHEN
    )
    assert row.persons == 5
    assert row.base == "course"
    assert row.created_by == bo
    assert [(str(each), each.who, each.sector) for each in row.participations.order_by("pk")] == [
        ("Røde Kors", f"o{red_cross.pk}", "civil_society"), ("To naboer", "nto naboer", ""),
    ]
    change = Change.objects.get(model="journal.Registration")
    assert (change.verb, change.by, change.row) == ("registered", bo, row.pk)


def test_work_to_come_must_be_called_planned(bo):
    row = a_course()
    row.done_on = date(2025, 6, 3)
    with pytest.raises(ValidationError) as refused:
        actions.register(row, by=bo, **WHEN)
    assert list(refused.value.message_dict) == ["done_on"]
    row.state = State.PLANNED
    actions.register(row, by=bo, **WHEN)
    assert Registration.objects.counting().count() == 0


@pytest.mark.parametrize("field", ["title", "note"])
def test_a_cpr_number_is_refused_and_nothing_is_half_written(bo, field):
    row = a_course(**({"note": "ring til 010190-1234"} if field == "note" else {}))
    if field == "title":
        row.title = "Samtale med 010190-1234"
    with pytest.raises(ValidationError):
        actions.register(row, affiliations=[From(label="Naboer")], by=bo, **WHEN)
    assert (Registration.objects.count(), Participation.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_a_cpr_number_in_an_affiliation_is_refused(bo):
    with pytest.raises(ValidationError):
        actions.register(a_course(), affiliations=[From(label="010190-1234")], by=bo, **WHEN)
    assert Registration.objects.count() == 0


def test_moved_and_cancelled_say_why(bo):
    row = a_course(state=State.CANCELLED)
    with pytest.raises(ValidationError):
        actions.register(row, by=bo, **WHEN)
    row.reason = "Underviseren blev syg"
    assert actions.register(row, by=bo, **WHEN).pk


def test_what_it_belongs_to_is_of_this_centre_whether_it_was_fetched_or_is_a_number(bo, other_centre):
    with centre_in_force(other_centre):
        theirs = ThemeFactory.create()
    for wrong in ({"theme": theirs}, {"theme_id": theirs.pk}, {"project": PlanFactory.create()}):  # the last: a plan that is no project
        with pytest.raises(ValidationError) as refused:
            actions.register(a_course(**wrong), by=bo, **WHEN)
        assert list(refused.value.message_dict) == [next(iter(wrong)).removesuffix("_id")]
    assert Registration.objects.count() == 0


def test_a_line_is_kept_in_few_questions(bo, django_assert_num_queries):
    KindFactory.create(name="Sparring", base="consultation")
    ThemeFactory.create(name="Rekruttering")
    OrganisationFactory.create(name="SIND")
    with django_assert_num_queries(21):
        kept = reading.keep("Sparring med SIND om rekruttering, 45 min", by=bo, **WHEN)
    assert (kept.row.tool, kept.row.theme.name, str(kept.row.participations.get())) == ("", "Rekruttering", "SIND")


def test_editing_only_the_affiliations_raises_the_version(bo):
    row = actions.register(a_course(), by=bo, **WHEN)
    before = audit.values(row)
    actions.edit(row, affiliations=[From(label="Naboer", persons=4)], before=before, by=bo, **WHEN)
    assert row.version == 2
    assert Change.objects.filter(verb="edited").count() == 1


def test_a_stale_copy_is_refused_and_loses_nothing(bo):
    row = actions.register(a_course(), by=bo, **WHEN)
    mine, theirs = Registration.objects.get(pk=row.pk), Registration.objects.get(pk=row.pk)
    theirs.title = "Deres"
    actions.edit(theirs, before={}, by=bo, **WHEN)
    mine.title = "Mit"
    with pytest.raises(Stale):
        actions.edit(mine, before={}, by=bo, **WHEN)
    assert Registration.objects.get(pk=row.pk).title == "Deres"


def test_deleting_can_be_undone_whole(bo):
    row = actions.register(a_course(minutes=90, note="God stemning"), affiliations=[From(label="Naboer", persons=7)], by=bo, **WHEN)
    actions.delete(row, by=bo, now=NOW)
    assert Registration.objects.count() == 0
    change = Change.objects.get(verb="deleted")
    back = actions.restore(change, by=bo, **WHEN)
    assert actions.restore(change, by=bo, **WHEN) == back
    assert (back.title, back.minutes, back.note, back.persons, back.kind_id) == ("Kursus", 90, "God stemning", 7, row.kind_id)
    assert [str(each) for each in back.participations.all()] == ["Naboer"]


def test_what_a_colleague_brings_back_is_still_hers_who_made_it(bo, astrid):
    row = actions.register(a_course(), by=bo, **WHEN)
    made_at = Registration.objects.get(pk=row.pk).created_at
    actions.delete(row, by=astrid, now=NOW)
    back = actions.restore(Change.objects.get(verb="deleted"), by=astrid, **WHEN)
    kept = Registration.objects.get(pk=back.pk)
    assert (kept.created_by, kept.created_at) == (bo, made_at)


@pytest.mark.django_db(transaction=True)
def test_twenty_hands_register_and_edit_at_once():
    """Every insert is kept; of twenty edits of one row made from the same copy, exactly one is."""
    centre = CentreFactory.create(key="travlby")
    with centre_in_force(centre):
        user = UserFactory.create()
        kind = KindFactory.create(base="course")
        shared = RegistrationFactory.create(kind=kind, title="Fælles", done_on=TODAY)

    def hand(number):
        try:
            with centre_in_force(centre):
                actions.register(Registration(kind=kind, title=f"Nr. {number}", done_on=TODAY), affiliations=[From(label=f"F{number}", persons=1)], by=user, **WHEN)
                copy = Registration.objects.get(pk=shared.pk)
                copy.version, copy.title = 1, f"Rettet af {number}"
                try:
                    actions.edit(copy, before={}, by=user, **WHEN)
                except Stale:
                    return 0
                return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as hands:
        kept = sum(hands.map(hand, range(20)))
    with centre_in_force(centre):
        assert kept == 1
        assert Registration.objects.count() == 21
        assert Registration.objects.get(pk=shared.pk).version == 2
        assert Participation.objects.count() == 20
    assert connection.vendor in {"sqlite", "postgresql"}
