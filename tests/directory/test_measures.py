"""What the directory counts, against counts made by hand."""

from datetime import date

import pytest

from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.factories import (
    ConfirmationFactory,
    GuidanceContactFactory,
    LocalityFactory,
    MeaningFactory,
    OfferFactory,
    ReferralFactory,
    SearchCountFactory,
    ThemeFactory,
    ViewCountFactory,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def counted(key, **narrow):
    """The number, added up from the evidence behind it."""
    total = 0
    for source in measures[key].sources:
        rows = source.rows().filter(source.within(YEAR))
        for name, value in narrow.items():
            if name not in source.narrows:
                rows = rows.none()
                continue
            lookup = source.narrows[name]
            rows = rows.filter(lookup([value])) if callable(lookup) else rows.filter(**{lookup: value})
        total += sum(source.show(row).amount if source.value else 1 for row in rows)
    return total


def test_guidance_contacts(centre):
    theme, place = ThemeFactory.create(), LocalityFactory.create()
    GuidanceContactFactory.create(on=date(2026, 2, 1), theme=theme)
    GuidanceContactFactory.create(on=date(2026, 2, 2), theme=theme, locality=place)
    GuidanceContactFactory.create(on=date(2026, 2, 3))
    GuidanceContactFactory.create(on=date(2025, 12, 31), theme=theme)
    assert (counted("guidance_contacts"), counted("guidance_contacts", theme=theme.pk), counted("guidance_contacts", locality=place.pk)) == (3, 2, 1)


def test_searches(centre):
    meaning = MeaningFactory.create()
    SearchCountFactory.create(on=date(2026, 2, 1), meaning=meaning, n=7)
    SearchCountFactory.create(on=date(2026, 2, 1), n=4, found=False)
    SearchCountFactory.create(on=date(2025, 2, 1), n=100)
    assert (counted("offer_searches"), counted("offer_searches", meaning=meaning.pk)) == (11, 7)


def test_views_and_confirmations(centre):
    theme, other = ThemeFactory.create(), ThemeFactory.create()
    first, second = OfferFactory.create(), OfferFactory.create()
    first.themes.add(theme, other)
    for offer, n in ((first, 3), (second, 5)):
        ViewCountFactory.create(offer=offer, on=date(2026, 5, 1), n=n)
        ConfirmationFactory.create(offer=offer, on=date(2026, 5, 1))
    ConfirmationFactory.create(offer=first, on=date(2026, 11, 1))
    assert (counted("offer_views"), counted("offer_views", theme=theme.pk)) == (8, 3)
    assert (counted("offers_verified"), counted("offers_verified", theme=theme.pk), counted("offers_verified", organisation=second.provider_id)) == (3, 2, 1)


@pytest.mark.parametrize("key", ["guidance_contacts", "offer_searches", "offer_views", "offers_verified", "referrals_made", "referrals_started"])
def test_each_has_a_source(key):
    assert any(source.rows().model._meta.app_label == "directory" for source in measures[key].sources)


def test_referrals(centre):
    theme = ThemeFactory.create()
    ReferralFactory.create(made_on=date(2026, 3, 1), theme=theme)
    ReferralFactory.create(made_on=date(2026, 3, 2), state="started", started_on=date(2026, 4, 1), closed_on=date(2026, 4, 1))
    ReferralFactory.create(made_on=date(2025, 12, 1), state="started", started_on=date(2026, 1, 2), closed_on=date(2026, 1, 2), theme=theme)
    assert (counted("referrals_made"), counted("referrals_made", theme=theme.pk)) == (2, 1)
    assert (counted("referrals_started"), counted("referrals_started", theme=theme.pk)) == (2, 1)
