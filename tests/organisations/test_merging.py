"""Two rows for one association become one with all their history, no figure moves, and within thirty days they part again."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.utils import timezone

from brobygger.board.models import Seat
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, Registration
from brobygger.organisations import merging
from brobygger.organisations.alike import bare, pairs
from brobygger.organisations.models import Apart, Collaboration, Contact, Membership, Merge, Network, Note, Organisation
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.models import Target
from brobygger.plan.periods import Period
from tests.factories import (
    ApartFactory,
    CentreFactory,
    CollaborationFactory,
    ContactFactory,
    KindFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    NetworkFactory,
    NoteFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegistrationFactory,
    SeatFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plan.growing import a_target
from tests.together import at_once

NOW = timezone.make_aware(datetime(2026, 6, 1, 12))
YEAR = Period.year(2026)
MODELS = (Organisation, Contact, Note, Membership, Collaboration, Network, Participation, Seat, Target)


@pytest.fixture
def two(centre):
    """Naboerne and Naboerne i byen, with something of every kind on both, and with some things shared."""
    west, theme, kind = LocalityFactory.create(), ThemeFactory.create(), KindFactory.create(base=BaseKind.WORKSHOP)
    kept = OrganisationFactory.create(name="Naboerne", mail="naboerne@example.org", locality=west)
    gone = OrganisationFactory.create(name="Naboerne i byen", also="byens naboer", cvr="20921897", purpose="At mødes", volunteer_count=7, figures_on=date(2026, 1, 1))
    network, collaboration = NetworkFactory.create(), CollaborationFactory.create()
    for row in (kept, gone):
        row.themes.add(theme)
        network.members.add(row)
        NoteFactory.create(organisation=row)
        ContactFactory.create(organisation=row)
        ParticipationFactory.create(registration=RegistrationFactory.create(kind=kind, done_on=date(2026, 3, 1)), organisation=row, persons=4)
    gone.themes.add(ThemeFactory.create())
    collaboration.partners.add(gone)
    OrganisationFactory.create(name="Naboernes kor", parent=gone)
    SeatFactory.create(represents=gone)
    MembershipFactory.create(organisation=gone, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    MembershipFactory.create(organisation=kept, starts_on=date(2025, 1, 1))
    a_target(measure="event_organisations", narrow={"organisation": [gone.pk]})
    return kept, gone


def everything():
    """All rows as they stand, without their versions, which only ever grow; and the tables between two."""
    import json

    rows = [json.loads(serialize("json", model.objects.order_by("pk"))) for model in MODELS]
    for found in rows:
        for row in found:
            row["fields"].pop("version", None)
            row["fields"].pop("created_at", None)
    return rows


def organisations_met(**narrow):
    (n,) = count([Demand("event_organisations", YEAR, freeze(narrow))]).values()
    return n


def test_all_that_stood_on_the_one_stands_on_the_other(two, bo):
    kept, gone = two
    merging.merge(kept, gone, by=bo, now=NOW)
    kept.refresh_from_db()
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    assert (kept.mail, kept.cvr, kept.purpose, kept.volunteer_count, kept.also) == ("naboerne@example.org", "20921897", "At mødes", 7, "Naboerne i byen, byens naboer")
    assert (kept.themes.count(), kept.networks.count(), kept.collaborations.count(), kept.notes.count(), kept.contacts.count(), kept.memberships.count()) == (2, 1, 1, 2, 2, 2)
    assert Organisation.objects.get(name="Naboernes kor").parent == kept
    assert Seat.objects.get().represents == kept
    assert set(Participation.objects.values_list("organisation", "who")) == {(kept.pk, f"o{kept.pk}")}
    assert Target.objects.get().narrow == {"organisation": [kept.pk]}
    assert {"merged", "removed"} <= set(Change.objects.values_list("verb", flat=True))


def test_figures_follow_at_once(two, bo):
    kept, gone = two
    assert (organisations_met(), organisations_met(organisation=[gone.pk])) == (2, 1)
    versions = sum(Registration.objects.values_list("version", flat=True))
    merging.merge(kept, gone, by=bo, now=NOW)
    assert (organisations_met(), organisations_met(organisation=[kept.pk])) == (1, 1)
    assert sum(Registration.objects.values_list("version", flat=True)) == versions + 1  # so that no kept count is shown


def test_parted_again_everything_is_as_it_was(two, bo):
    kept, gone = two
    before = everything()
    row = merging.merge(kept, gone, by=bo, now=NOW)
    assert everything() != before
    merging.part(row, by=bo, now=NOW + timedelta(days=30))
    assert everything() == before
    assert not Merge.objects.exists()


def test_what_came_since_stays_with_the_one_that_was_kept(two, bo):
    kept, gone = two
    row = merging.merge(kept, gone, by=bo, now=NOW)
    kept.refresh_from_db()
    since = NoteFactory.create(organisation=kept, text="Skrevet bagefter")
    kept.purpose = "At mødes oftere"
    kept.save()
    again = merging.part(row, by=bo, now=NOW)
    kept.refresh_from_db()
    since.refresh_from_db()
    assert (since.organisation, kept.purpose, again.purpose) == (kept, "At mødes oftere", "At mødes")


def test_after_thirty_days_or_when_the_name_is_taken_it_is_too_late(two, bo):
    kept, gone = two
    row = merging.merge(kept, gone, by=bo, now=NOW)
    with pytest.raises(ValidationError, match="tredive dage"):
        merging.part(row, by=bo, now=NOW + timedelta(days=31))
    OrganisationFactory.create(name="Naboerne i byen")
    with pytest.raises(ValidationError, match="anden organisation"):
        merging.part(row, by=bo, now=NOW)


def test_merges_are_undone_in_their_order(centre, bo):
    first, second, third = (OrganisationFactory.create(name=name) for name in ("Første", "Anden", "Tredje"))
    NoteFactory.create(organisation=first)
    inner = merging.merge(second, first, by=bo, now=NOW)
    outer = merging.merge(third, second, by=bo, now=NOW)
    inner.refresh_from_db()
    with pytest.raises(ValidationError, match="Fortryd det først"):
        merging.part(inner, by=bo, now=NOW)
    merging.part(outer, by=bo, now=NOW)
    inner.refresh_from_db()
    assert merging.part(inner, by=bo, now=NOW).notes.count() == 1
    assert Organisation.objects.count() == 3


def test_two_memberships_of_the_same_days_must_be_settled_first(centre, bo):
    kept, gone = OrganisationFactory.create(), OrganisationFactory.create()
    kind = MembershipTypeFactory.create()
    MembershipFactory.create(organisation=kept, type=kind, starts_on=date(2025, 1, 1))
    MembershipFactory.create(organisation=gone, type=kind, starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1))
    with pytest.raises(ValidationError, match="samme dage"):
        merging.merge(kept, gone, by=bo, now=NOW)
    assert Organisation.objects.count() == 2


def test_a_part_is_merged_into_its_whole_and_the_whole_into_its_part(centre, bo):
    whole = OrganisationFactory.create(name="Kommunen", sector="municipality")
    part, other = (OrganisationFactory.create(name=name, parent=whole) for name in ("Jobcentret", "Biblioteket"))
    row = merging.merge(part, whole, by=bo, now=NOW)
    part.refresh_from_db()
    other.refresh_from_db()
    assert (part.parent, other.parent) == (None, part)
    merging.part(row, by=bo, now=NOW)
    part.refresh_from_db()
    other.refresh_from_db()
    assert (part.parent, other.parent) == (whole, whole)
    merging.merge(whole, part, by=bo, now=NOW)
    assert [each.name for each in whole.parts.all()] == ["Biblioteket"]


def test_parts_of_a_part_are_refused(centre, bo):
    kept = OrganisationFactory.create(name="Lokalt", parent=OrganisationFactory.create(name="Landsforeningen"))
    gone = OrganisationFactory.create(name="Kreds")
    OrganisationFactory.create(name="Underkreds", parent=gone)
    with pytest.raises(ValidationError, match="har selv afdelinger"):
        merging.merge(kept, gone, by=bo, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_both_ways_make_one():
    counting.forget()
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        by = UserFactory.create()
        one, other = OrganisationFactory.create(name="Ene"), OrganisationFactory.create(name="Anden")
        ended = at_once(centre, [lambda: merging.merge(one, other, by=by, now=NOW), lambda: merging.merge(other, one, by=by, now=NOW)] * 2)
        assert sorted(type(each).__name__ for each in ended) == ["Merge", "ValidationError", "ValidationError", "ValidationError"]
        assert (Organisation.objects.count(), Merge.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"name": "Ældre Sagen, afd. Korsør"}, {"name": "Ældresagen Korsør"}, ["næsten samme navn"]),
        ({"name": "Mødrehjælpen"}, {"name": "Mødrehjlæpen"}, ["næsten samme navn"]),
        ({"name": "Foreningen Norden"}, {"name": "Norden"}, ["næsten samme navn"]),
        ({"name": "Naboerne", "cvr": "20921897"}, {"name": "Bydelskøkkenet", "cvr": "20921897"}, ["samme CVR-nummer"]),
        ({"name": "Naboerne", "phone": "+45 58 50 00 00"}, {"name": "Bydelskøkkenet", "phone": "58500000"}, ["samme telefon"]),
        ({"name": "Naboerne", "mail": "Post@example.org"}, {"name": "Bydelskøkkenet", "mail": "post@example.org"}, ["samme mail"]),
        ({"name": "Røde Kors Korsør"}, {"name": "Røde Kors Slagelse"}, None),
        ({"name": "SIND"}, {"name": "KIND"}, None),
    ],
)
def test_what_may_be_written_twice_is_found(centre, first, second, why):
    OrganisationFactory.create(**first)
    OrganisationFactory.create(**second)
    assert [pair.why for pair in pairs()] == ([why] if why else [])


def test_a_part_and_its_whole_and_a_pair_told_apart_are_left_alone(centre):
    whole = OrganisationFactory.create(name="Kommunens jobcenter", mail="k@example.org")
    OrganisationFactory.create(name="Kommunens jobcentre", mail="k@example.org", parent=whole)
    ApartFactory.create(first=OrganisationFactory.create(name="Havnens venner"), second=OrganisationFactory.create(name="Havnens vennen"))
    assert pairs() == []


def test_everyday_words_and_signs_say_nothing():
    assert bare("Ældre Sagen, afd. Korsør") == "ældre sagen korsør"


def test_the_pages_merge_part_and_tell_apart(client_of, bo, centre):
    kept, gone = OrganisationFactory.create(name="Mødrehjælpen"), OrganisationFactory.create(name="Mødrehjlæpen")
    browser, page = client_of(bo), "/testby/kontor/organisationer/dubletter/"
    assert [(pair.first, pair.second) for pair in browser.get(page).context["pairs"]] == [(kept, gone)]
    assert browser.get(f"{page}{kept.pk}/{gone.pk}/").status_code == 200
    browser.post(f"{page}{kept.pk}/{gone.pk}/", {"order": "merge", "keep": kept.pk})
    assert list(Organisation.objects.all()) == [kept]
    (lately,) = browser.get(page).context["lately"]
    browser.post(f"{page}{lately.pk}/del/")
    assert Organisation.objects.count() == 2
    browser.post(f"{page}{gone.pk}/{kept.pk}/", {"order": "apart"})
    assert (Apart.objects.count(), list(browser.get(page).context["pairs"])) == (1, [])
    assert browser.post(f"{page}{kept.pk}/{kept.pk}/", {"order": "merge", "keep": kept.pk}).status_code == 200
    assert Organisation.objects.count() == 2
