"""Two rows for one association become one with all their history, no figure moves, and within thirty days they part again."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.board.models import Seat
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, Registration
from brobygger.organisations import merging
from brobygger.organisations.alike import bare, pairs
from brobygger.organisations.models import (
    Apart,
    CheckAnswer,
    Collaboration,
    Consent,
    Contact,
    Membership,
    Merge,
    Network,
    Note,
    Organisation,
)
from brobygger.people import retention
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.models import Target
from brobygger.plan.periods import Period
from tests.factories import (
    ApartFactory,
    ApplicationFactory,
    CentreFactory,
    CheckAnswerFactory,
    CollaborationFactory,
    ConsentFactory,
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


def both_members(kept_span, gone_span):
    kept, gone = OrganisationFactory.create(name="Ene"), OrganisationFactory.create(name="Anden")
    kind = MembershipTypeFactory.create()
    for row, (start, end) in ((kept, kept_span), (gone, gone_span)):
        MembershipFactory.create(organisation=row, type=kind, starts_on=start, ends_on=end)
    return kept, gone


def spans(row):
    return [(each.starts_on, each.ends_on) for each in row.memberships.order_by("starts_on")]


def test_where_both_were_members_somebody_says_whose_membership_stays(centre, bo):
    kept, gone = both_members((date(2025, 1, 1), None), (date(2024, 1, 1), date(2025, 1, 1)))
    with pytest.raises(ValidationError, match="samme dage"):
        merging.merge(kept, gone, by=bo, now=NOW)
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize(
    ("kept_span", "gone_span", "stays", "become"),
    [
        ((date(2025, 1, 1), None), (date(2024, 1, 1), date(2025, 1, 1)), "kept", [(date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), None)]),
        ((date(2025, 1, 1), None), (date(2024, 1, 1), date(2025, 1, 1)), "gone", [(date(2024, 1, 1), date(2025, 1, 1)), (date(2025, 1, 2), None)]),
        ((date(2025, 1, 1), None), (date(2026, 1, 1), None), "kept", [(date(2025, 1, 1), None)]),
        ((date(2025, 1, 1), None), (date(2026, 1, 1), None), "gone", [(date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), None)]),
        ((date(2020, 1, 1), None), (date(2022, 1, 1), date(2022, 12, 31)), "gone", [(date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2022, 12, 31)), (date(2023, 1, 1), None)]),
    ],
)
def test_the_other_membership_holds_for_the_days_around_it_and_comes_back(centre, bo, kept_span, gone_span, stays, become):
    kept, gone = both_members(kept_span, gone_span)
    before = everything()
    row = merging.merge(kept, gone, by=bo, now=NOW, stays=stays)
    assert spans(kept) == become
    merging.part(row, by=bo, now=NOW)
    assert everything() == before


def test_what_stood_on_a_membership_without_days_left_stands_on_the_other(centre, bo):
    kept, gone = both_members((date(2025, 1, 1), None), (date(2026, 1, 1), None))
    lost = gone.memberships.get()
    asked = ApplicationFactory.create(type=lost.type, state="approved", decided_at=NOW, membership=lost)
    row = merging.merge(kept, gone, by=bo, now=NOW, stays="kept")
    asked.refresh_from_db()
    assert asked.membership == kept.memberships.get()
    merging.part(row, by=bo, now=NOW)
    asked.refresh_from_db()
    assert asked.membership == lost


def test_the_page_asks_whose_membership_stays(client_of, bo, centre):
    kept, gone = both_members((date(2025, 1, 1), None), (date(2026, 1, 1), None))
    browser, page = client_of(bo), f"/testby/kontor/organisationer/dubletter/{kept.pk}/{gone.pk}/"
    assert "Hvis medlemskab bliver?" in browser.get(page).content.decode()
    assert browser.post(page, {"order": "merge", "keep": kept.pk}).status_code == 422
    browser.post(page, {"order": "merge", "keep": kept.pk, "member": gone.pk})
    assert spans(kept) == [(date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), None)]


def test_pairs_told_apart_are_inherited_and_come_back(centre, bo):
    kept, gone, third, fourth = (OrganisationFactory.create(name=name) for name in ("Ene", "Anden", "Tredje", "Fjerde"))
    for first, second in ((kept, gone), (gone, third), (kept, fourth), (gone, fourth)):
        merging.tell_apart(first, second)
    before = set(Apart.objects.values_list("first", "second"))
    row = merging.merge(kept, gone, by=bo, now=NOW)
    assert set(Apart.objects.values_list("first", "second")) == {(kept.pk, third.pk), (kept.pk, fourth.pk)}
    merging.part(row, by=bo, now=NOW)
    assert set(Apart.objects.values_list("first", "second")) == before


@pytest.mark.parametrize(
    ("kept_has", "gone_has", "becomes"),
    [
        ({}, {"member_count": 40, "figures_on": date(2024, 5, 1)}, (40, None, date(2024, 5, 1))),
        ({"figures_on": date(2026, 1, 1)}, {"member_count": 40, "figures_on": date(2024, 5, 1)}, (40, None, date(2024, 5, 1))),
        ({"member_count": 9, "figures_on": date(2025, 1, 1)}, {"volunteer_count": 4, "figures_on": date(2024, 5, 1)}, (9, 4, date(2024, 5, 1))),
        ({"member_count": 9, "figures_on": date(2025, 1, 1)}, {"member_count": 40, "figures_on": date(2026, 5, 1)}, (9, None, date(2025, 1, 1))),
    ],
)
def test_the_day_travels_with_its_figures(centre, bo, kept_has, gone_has, becomes):
    kept, gone = OrganisationFactory.create(**kept_has), OrganisationFactory.create(**gone_has)
    before = everything()
    row = merging.merge(kept, gone, by=bo, now=NOW)
    kept.refresh_from_db()
    assert (kept.member_count, kept.volunteer_count, kept.figures_on) == becomes
    merging.part(row, by=bo, now=NOW)
    assert everything() == before


def test_a_membership_without_a_place_gets_the_one_that_is_known_now(centre, bo):
    west = LocalityFactory.create()
    kept, gone = OrganisationFactory.create(), OrganisationFactory.create(locality=west)
    MembershipFactory.create(organisation=kept)
    before = everything()
    row = merging.merge(kept, gone, by=bo, now=NOW)
    assert Membership.objects.get().locality == west
    merging.part(row, by=bo, now=NOW)
    assert everything() == before


def test_what_parts_them_is_blanked_after_a_month(two, bo):
    kept, gone = two
    row = merging.merge(kept, gone, by=bo, now=timezone.now() - timedelta(days=40))
    retention.run()
    row.refresh_from_db()
    assert (row.was, row.steps, row.filled, row.targets, row.name) == ({}, [], {}, {}, "Naboerne i byen")


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
        ({"name": "Foreningen Norden"}, {"name": "Norden"}, ["samme navn eller kaldenavn"]),
        ({"name": "Naboerne", "cvr": "20921897"}, {"name": "Bydelskøkkenet", "cvr": "20921897"}, ["samme CVR-nummer"]),
        ({"name": "Naboerne", "phone": "+45 58 50 00 00"}, {"name": "Bydelskøkkenet", "phone": "58500000"}, ["samme telefon"]),
        ({"name": "Naboerne", "mail": "Post@example.org"}, {"name": "Bydelskøkkenet", "mail": "post@example.org"}, ["samme mail"]),
        ({"name": "Røde Kors Korsør"}, {"name": "Røde Kors Slagelse"}, None),
        ({"name": "SIND"}, {"name": "KIND"}, None),
        ({"name": "Ældre Sagen Korsør"}, {"name": "Korsør Ældre Sagen"}, ["samme navn eller kaldenavn"]),
        ({"name": "SIND"}, {"name": "Landsforeningen SIND"}, ["samme navn eller kaldenavn"]),
        ({"name": "Røde Kors Slagelse"}, {"name": "Dansk Røde Kors, Slagelse afdeling"}, ["samme navn eller kaldenavn"]),
        ({"name": "Center for Socialt Ansvar", "also": "CSA"}, {"name": "CSA"}, ["samme navn eller kaldenavn"]),
        ({"name": "Naboerne", "website": "https://www.naboer.dk/om"}, {"name": "Køkkenet", "website": "http://naboer.dk"}, ["samme hjemmeside"]),
        ({"name": "Naboerne", "website": "https://facebook.com/naboer"}, {"name": "Køkkenet", "website": "https://facebook.com/koekken"}, None),
        ({"name": "Frivillige hjælpere for unge i Korsør"}, {"name": "Frivillige hjælpere for unge i Kårsør"}, ["næsten samme navn"]),
        ({"name": "Frivillige hjælpere for unge og gamle i Korsør"}, {"name": "Frivillige hjælpere for unge og gamle i Slagelse"}, None),
    ],
)
def test_what_may_be_written_twice_is_found(centre, first, second, why):
    for name in ("Korsør", "Slagelse"):
        LocalityFactory.create(name=name)
    OrganisationFactory.create(**first)
    OrganisationFactory.create(**second)
    assert [pair.why for pair in pairs()] == ([why] if why else [])


def test_a_mail_that_is_a_contacts_of_the_other_tells(centre):
    one = OrganisationFactory.create(name="Naboerne", mail="inge@example.org")
    other = OrganisationFactory.create(name="Bydelskøkkenet")
    for row in (one, other):
        ContactFactory.create(organisation=row, person__mail="Inge@example.org")
    assert [(pair.first, pair.second, pair.why) for pair in pairs()] == [(one, other, ["dens mail er en kontakts hos den anden"])]


def test_looking_asks_no_more_the_more_there_are(centre):
    asked = []
    for number in (1, 3):
        for each in range(number):
            ContactFactory.create(organisation__name=f"Forening {number}{each}")
        with CaptureQueriesContext(connection) as queries:
            pairs()
        asked.append(len(queries))
    assert asked == [4, 4]


def test_one_about_to_be_written_is_shown_what_it_may_be_once(client_of, bo, centre):
    there = OrganisationFactory.create(name="Ældre Sagen Korsør")
    browser, page = client_of(bo), "/testby/kontor/organisationer/ny/"
    typed = {"name": "Korsør Ældre Sagen", "sector": "civil_society", "purpose": "Det vi skrev"}
    answer = browser.post(page, typed)
    assert (answer.status_code, [row for row, _why in answer.context["like"]], Organisation.objects.count()) == (422, [there], 1)
    assert "Det vi skrev" in answer.content.decode()
    assert browser.post(page, {**typed, "looked": "1"}).status_code == 302
    assert Organisation.objects.count() == 2


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


def test_what_it_said_yes_to_and_answered_itself_comes_back_with_it(centre, bo):
    kept, gone = OrganisationFactory.create(name="Ene"), OrganisationFactory.create(name="Anden", social_media="https://www.facebook.com/anden")
    consent, answer = ConsentFactory.create(organisation=gone, given_at=NOW), CheckAnswerFactory.create(organisation=gone)
    row = merging.merge(kept, gone, by=bo, now=NOW)
    kept.refresh_from_db()
    assert (Consent.objects.count(), CheckAnswer.objects.count(), kept.social_media) == (0, 0, "https://www.facebook.com/anden")
    merging.part(row, by=bo, now=NOW)
    kept.refresh_from_db()
    assert ([(each.pk, each.organisation_id, each.given_at) for each in Consent.objects.all()], kept.social_media) == ([(consent.pk, gone.pk, consent.given_at)], "")
    assert [(each.pk, each.organisation_id) for each in CheckAnswer.objects.all()] == [(answer.pk, gone.pk)]
