"""Who gets a newsletter and why: members because they are, others because they said yes, nobody who said no, and each address once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.newsletters import withholding
from brobygger.newsletters.models import Audience
from brobygger.newsletters.recipients import NO_CONSENT, OTHER_THEMES, WITHOUT_MAIL, outcome
from brobygger.newsletters.told import in_words
from tests.factories import (
    AudienceFactory,
    ContactFactory,
    LocalityFactory,
    MatchFactory,
    MembershipFactory,
    MembershipTypeFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PersonFactory,
    SubscriberFactory,
    ThemeFactory,
    VolunteerFactory,
)

TODAY = timezone.localdate()


def names(*audiences, **more):
    return sorted(each.mail.partition("@")[0] for each in outcome(audiences, TODAY, **more).people)


def left(why, *audiences, **more):
    return sorted(each.name for each in outcome(audiences, TODAY, **more).left_out.get(why, []))


@pytest.fixture
def here(centre):
    """Two members of two types, one of them a person; one association that is none; a department."""
    theme, town, village = ThemeFactory.create(), LocalityFactory.create(), LocalityFactory.create()
    small, large = MembershipTypeFactory.create(), MembershipTypeFactory.create()
    cycling = OrganisationFactory.create(name="Cykelklubben", mail="cykel@mail.example", locality=town)
    cycling.themes.add(theme)
    MembershipFactory.create(organisation=cycling, type=small, locality=town)
    MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Petra", mail="petra@mail.example"), type=large, locality=village)
    OrganisationFactory.create(name="Skakklubben", mail="skak@mail.example", locality=town)
    OrganisationFactory.create(name="Kultur og Fritid", mail="kultur@mail.example", sector="municipality")
    return {"theme": theme, "town": town, "village": village, "small": small, "cycling": cycling}


def test_members_get_it_because_they_are_members_and_others_once_they_have_said_yes(here):
    known = AudienceFactory.create(who="known")
    assert names(known) == ["cykel"]
    assert left(NO_CONSENT, known) == ["Kultur og Fritid", "Skakklubben"]
    SubscriberFactory.create(mail="Skak@Mail.example")
    SubscriberFactory.create(mail="kultur@mail.example", confirmed_at=None)
    assert names(known) == ["cykel", "skak"]
    assert {each.mail: each.because.split()[0] for each in outcome([known], TODAY).people} == {"cykel@mail.example": "Medlem:", "skak@mail.example": "Har"}


def test_who_has_left_the_centre_is_no_member(here):
    here["cycling"].memberships.update(ends_on=TODAY - timedelta(days=1))
    assert (names(AudienceFactory.create(who="members")), left(NO_CONSENT, AudienceFactory.create(who="known"))) == (["petra"], ["Cykelklubben", "Kultur og Fritid", "Skakklubben"])


def test_who_said_no_gets_nothing_in_any_audience_also_as_a_member(here):
    withholding.unsubscribe(withholding.digest_of("Cykel@mail.example ", here["cycling"].centre_id), now=timezone.now())
    assert names(AudienceFactory.create(who="members"), AudienceFactory.create(who="known")) == ["petra"]
    assert left("unsubscribed", AudienceFactory.create(who="members")) == ["Cykelklubben"]


def test_one_person_one_mail_in_however_many_audiences(here):
    person = PersonFactory.create(name="Carl", mail="CYKEL@mail.example")
    ContactFactory.create(organisation=here["cycling"], person=person)
    SubscriberFactory.create(mail="cykel@mail.example")
    found = outcome([AudienceFactory.create(who="members"), AudienceFactory.create(who="members", reach="contacts"), AudienceFactory.create(who="subscribers")], TODAY)
    assert [each.mail for each in found.people].count("cykel@mail.example") == 1
    assert found.twice == 3  # the contact, the subscriber, and Petra, who is a member herself in both


@pytest.mark.parametrize(
    ("field", "value", "who"), [("themes", "theme", ["cykel"]), ("localities", "town", ["cykel"]), ("localities", "village", ["petra"]), ("types", "small", ["cykel"])],
)
def test_members_by_type_theme_and_place(here, field, value, who):
    row = AudienceFactory.create(who="members")
    getattr(row, field).add(here[value])
    assert names(row) == who
    assert len(in_words(row)) == 2


def test_of_several_fields_all_must_fit_of_several_ticks_any(here):
    row = AudienceFactory.create(who="members")
    row.localities.add(here["town"], here["village"])
    assert names(row) == ["cykel", "petra"]
    row.themes.add(ThemeFactory.create())
    assert names(row) == []


def test_contacts_by_role_and_by_words_of_their_title(here):
    for name, role, title in (("Formand", "chair", ""), ("Kasserer", "treasurer", ""), ("Udvalg", "other", "Formand for Socialudvalget")):
        ContactFactory.create(organisation=here["cycling"], person=PersonFactory.create(name=name, mail=f"{name.lower()}@mail.example"), role=role, title=title)
    assert names(AudienceFactory.create(who="members", roles=["chair"])) == ["formand", "petra"]
    assert names(AudienceFactory.create(who="known", title_words="udvalg, journalist")) == ["udvalg"]
    assert names(AudienceFactory.create(who="known", reach="contacts", sectors=["civil_society"])) == ["formand", "kasserer", "udvalg"]


def test_networks_volunteers_and_named_organisations(here):
    network = NetworkFactory.create()
    NetworkMemberFactory.create(network=network, organisation=here["cycling"])
    row = AudienceFactory.create(who="known")
    row.networks.add(network)
    assert names(row) == ["cykel"]
    VolunteerFactory.create()
    volunteer = VolunteerFactory.create(person=PersonFactory.create(mail="viola@mail.example"))
    MatchFactory.create(volunteer=volunteer, state="started", introduced_on=TODAY, started_on=TODAY)
    SubscriberFactory.create(mail="viola@mail.example")
    assert names(AudienceFactory.create(who="volunteers")) == ["viola"]
    press = AudienceFactory.create(who="named")
    assert names(press) == []
    press.also.add(here["cycling"])
    assert names(press) == ["cykel"]


def test_an_organisation_without_a_mail_is_reached_through_one_who_speaks_for_it_or_not_at_all(here):
    quiet, other = OrganisationFactory.create(name="Stille", mail=""), OrganisationFactory.create(name="Tavs", mail="")
    for row in (quiet, other):
        MembershipFactory.create(organisation=row)
    ContactFactory.create(organisation=quiet, person=PersonFactory.create(mail="taler@mail.example"))
    members = AudienceFactory.create(who="members")
    assert (names(members), left(WITHOUT_MAIL, members)) == (["cykel", "petra", "taler"], ["Tavs"])


def test_subscribers_choose_lists_and_themes(here):
    monthly, jobs, theme = AudienceFactory.create(who="subscribers", public=True), AudienceFactory.create(who="subscribers", public=True), ThemeFactory.create()
    one, two = SubscriberFactory.create(name="En", mail="en@mail.example"), SubscriberFactory.create(name="To", mail="to@mail.example")
    one.lists.add(monthly)
    two.lists.add(monthly, jobs)
    one.themes.add(theme)
    assert (names(monthly), names(jobs), names(AudienceFactory.create(who="subscribers"))) == (["en", "to"], ["to"], ["en", "to"])
    assert (names(monthly, theme=here["theme"].pk), names(monthly, theme=theme.pk)) == (["to"], ["en", "to"])
    assert left(OTHER_THEMES, monthly, theme=here["theme"].pk) == ["En"]


def test_a_rule_asks_as_many_questions_of_many_as_of_one(here, django_assert_max_num_queries):
    row = AudienceFactory.create(who="members")
    for n in range(12):
        MembershipFactory.create(organisation=OrganisationFactory.create(mail=f"m{n}@mail.example"))
    with django_assert_max_num_queries(16):
        assert outcome([Audience.objects.get(pk=row.pk)], TODAY).n == 14
