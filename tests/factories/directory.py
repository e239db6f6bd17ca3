from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.directory.models import (
    Confirmation,
    FedOffer,
    GuidanceContact,
    HelpLine,
    Indexed,
    KnownWord,
    Meaning,
    Offer,
    OfferFeed,
    OfferLanguage,
    OfferTime,
    OfferTranslation,
    Phrase,
    Referral,
    SearchCount,
    ViewCount,
)
from tests.factories.organisations import OrganisationFactory


class HelpLineFactory(DjangoModelFactory):
    class Meta:
        model = HelpLine

    name = Sequence(lambda n: f"Linje {n}")
    phone = "12 34"


class MeaningFactory(DjangoModelFactory):
    class Meta:
        model = Meaning

    name = Sequence(lambda n: f"Livssituation {n}")


class OfferFactory(DjangoModelFactory):
    """Public, confirmed today."""

    class Meta:
        model = Offer

    provider = SubFactory(OrganisationFactory)
    title = Sequence(lambda n: f"Tilbud {n}")
    state = Offer.State.PUBLISHED
    published_at = LazyFunction(timezone.now)
    verified_on = LazyFunction(timezone.localdate)
    edited_on = LazyFunction(timezone.localdate)


class OfferTimeFactory(DjangoModelFactory):
    class Meta:
        model = OfferTime

    offer = SubFactory(OfferFactory)
    weekday = 0
    opens = "10:00"
    closes = "12:00"


class ConfirmationFactory(DjangoModelFactory):
    class Meta:
        model = Confirmation

    offer = SubFactory(OfferFactory)
    on = LazyFunction(timezone.localdate)
    way = Confirmation.Way.STAFF


class SearchCountFactory(DjangoModelFactory):
    class Meta:
        model = SearchCount

    on = LazyFunction(timezone.localdate)
    found = True
    slot = Sequence(lambda n: f"slot-{n}")
    n = 1


class PhraseFactory(DjangoModelFactory):
    class Meta:
        model = Phrase

    month = LazyFunction(lambda: timezone.localdate().replace(day=1))
    digest = Sequence(lambda n: f"{n:064}")
    n = 1


class ViewCountFactory(DjangoModelFactory):
    class Meta:
        model = ViewCount

    on = LazyFunction(timezone.localdate)
    offer = SubFactory(OfferFactory)
    n = 1


class GuidanceContactFactory(DjangoModelFactory):
    class Meta:
        model = GuidanceContact

    on = LazyFunction(timezone.localdate)


class ReferralFactory(DjangoModelFactory):
    """With a name and consent, sent today, unanswered."""

    class Meta:
        model = Referral

    receiver = SubFactory(OrganisationFactory)
    who = Sequence(lambda n: f"Borger {n}")
    phone = "11 22 33 44"
    consent_on = LazyFunction(timezone.localdate)
    made_on = LazyFunction(timezone.localdate)
    expires_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=42))
    key = Sequence(lambda n: f"key-{n}")


class IndexedFactory(DjangoModelFactory):
    class Meta:
        model = Indexed

    offer = SubFactory(OfferFactory)
    marks = LazyAttribute(lambda row: f"{row.offer.centre_id}x")
    order = "tilbud"
    made_by = "1"


class KnownWordFactory(DjangoModelFactory):
    class Meta:
        model = KnownWord

    word = Sequence(lambda n: f"ord{n}")


class OfferFeedFactory(DjangoModelFactory):
    class Meta:
        model = OfferFeed

    name = Sequence(lambda n: f"Nabo {n}")
    url = "https://nabo.example/api/hsds/3"
    nearby = False


class FedOfferFactory(DjangoModelFactory):
    class Meta:
        model = FedOffer

    feed = SubFactory(OfferFeedFactory)
    outer = Sequence(lambda n: f"service-{n}")
    title = Sequence(lambda n: f"Andetsteds {n}")


class OfferLanguageFactory(DjangoModelFactory):
    class Meta:
        model = OfferLanguage

    code = "en"


class OfferTranslationFactory(DjangoModelFactory):
    """Right for what the offer says today."""

    class Meta:
        model = OfferTranslation

    offer = SubFactory(OfferFactory)
    language = "en"
    title = Sequence(lambda n: f"Offer {n}")
    ready = True
    of_title = LazyAttribute(lambda row: row.offer.title)
    of_short = LazyAttribute(lambda row: row.offer.short)
    of_how = LazyAttribute(lambda row: row.offer.how)
    translated_on = LazyFunction(timezone.localdate)
