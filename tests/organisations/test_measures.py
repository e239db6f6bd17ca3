"""Members, partners and open doors counted by hand and by the plan: the same, with their rows."""

from datetime import date

import pytest

from brobygger.organisations.models import Formal
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.factories import (
    CollaborationFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
)

Y24, Y25, Y26 = Period.year(2024), Period.year(2025), Period.year(2026)


def n(measure, period, **narrow):
    (found,) = count([Demand(measure, period, freeze(narrow))]).values()
    listed = sum(source.evidence(period, narrow).count() for source in measures[measure].sources)
    assert listed >= found
    return found


@pytest.fixture
def town(centre):
    """Korsør: two associations, one of them gone after 2025, one that changed type in July 2025. Skælskør: a company and a person."""
    korsoer, skaelskoer = LocalityFactory.create(name="Korsør"), LocalityFactory.create(name="Skælskør")
    small, large = MembershipTypeFactory.create(name="Lille"), MembershipTypeFactory.create(name="Stor")
    firm, person = MembershipTypeFactory.create(name="Firma", formal=Formal.COMPANY), MembershipTypeFactory.create(name="Person", formal=Formal.PERSON)
    theme = ThemeFactory.create(name="Ensomhed")
    leaving, changing, company = (OrganisationFactory.create(name=name) for name in ("Gik", "Skiftede", "Firmaet"))
    company.sector = "company"
    company.save()
    leaving.themes.add(theme, ThemeFactory.create(name="Natur"))
    MembershipFactory.create(organisation=leaving, type=small, locality=korsoer, starts_on=date(2024, 3, 1), ends_on=date(2025, 12, 31))
    MembershipFactory.create(organisation=changing, type=small, locality=korsoer, starts_on=date(2024, 5, 1), ends_on=date(2025, 6, 30))
    MembershipFactory.create(organisation=changing, type=large, locality=korsoer, starts_on=date(2025, 7, 1))
    MembershipFactory.create(organisation=company, type=firm, locality=skaelskoer, starts_on=date(2025, 1, 1))
    MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Inge Holm"), type=person, locality=skaelskoer, starts_on=date(2026, 2, 1))
    return {"korsoer": korsoer.pk, "skaelskoer": skaelskoer.pk, "small": small.pk, "theme": theme.pk}


def test_members_are_those_of_the_last_day(town):
    assert [n("members", year) for year in (Y24, Y25, Y26)] == [2, 3, 3]


def test_who_changes_type_is_no_new_member(town):
    assert [n("new_members", year) for year in (Y24, Y25, Y26)] == [2, 1, 1]


def test_types_and_localities_are_told_apart(town):
    assert [n("member_types", year) for year in (Y24, Y25, Y26)] == [1, 2, 3]
    assert [n("member_localities", year) for year in (Y24, Y25, Y26)] == [1, 2, 2]


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({"formal": ["association"]}, [2, 2, 1]),
        ({"formal": ["company", "person"]}, [0, 1, 2]),
        ({"sector": ["company"]}, [0, 1, 1]),
    ],
)
def test_members_are_narrowed(town, narrow, expected):
    assert [n("members", year, **narrow) for year in (Y24, Y25, Y26)] == expected


def test_members_are_narrowed_by_rows_of_the_centre(town):
    assert [n("members", Y25, locality=[town["korsoer"]]), n("members", Y25, membership=[town["small"]]), n("members", Y25, theme=[town["theme"]])] == [2, 1, 1]


def test_a_member_with_two_of_the_wanted_themes_counts_once(centre):
    row = MembershipFactory.create()
    themes = [ThemeFactory.create(), ThemeFactory.create()]
    row.organisation.themes.add(*themes)
    assert n("members", Y25, theme=[each.pk for each in themes]) == 1


def test_a_personal_member_has_no_name_in_the_evidence(town):
    (source,) = measures["members"].sources
    titles = [source.show(row).title for row in source.evidence(Y26, {})]
    assert len(titles) == 3
    assert not any("Inge" in title for title in titles)


def test_open_doors_count_from_their_day_to_their_day(centre):
    OrganisationFactory.create(welcomes_since=date(2024, 6, 1), welcomes_until=date(2025, 12, 31))
    OrganisationFactory.create(welcomes_since=date(2025, 6, 1))
    OrganisationFactory.create()
    assert [n("inclusive_associations", year) for year in (Y24, Y25, Y26)] == [1, 1, 1]
    assert n("inclusive_associations", Period(date(2025, 6, 1), date(2025, 12, 30))) == 2


def test_collaborations_count_while_they_run_and_by_whom_they_are_with(centre):
    town, school = OrganisationFactory.create(sector="municipality"), OrganisationFactory.create(sector="education")
    both = CollaborationFactory.create(since=date(2024, 6, 1), until=date(2025, 3, 31))
    both.partners.add(town, school)
    CollaborationFactory.create(since=date(2025, 6, 1)).partners.add(school)
    assert [n("collaborations_active", year) for year in (Y24, Y25, Y26)] == [1, 2, 1]
    assert [n("collaborations_active", Y25, sector=["municipality"]), n("collaborations_active", Y25, sector=["municipality", "education"])] == [1, 2]
