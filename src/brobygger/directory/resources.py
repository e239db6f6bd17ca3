"""Offers to citizens for programs, with how many were shown each. Who was shown the way or referred is nobody’s to fetch."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import COUNT, Filled, Resource, resources, scopes
from brobygger.directory.models import GuidanceContact, Meaning, Offer, OfferTime

_A_YEAR = timedelta(days=365)


def _shown(keys: Sequence[int]) -> Mapping[int, Any]:
    rows = GuidanceContact.objects.filter(offer__in=keys, on__gt=timezone.localdate() - _A_YEAR).order_by()
    return dict(rows.values_list("offer").annotate(n=Count("pk")))


scopes.add("directory", _("Offers to citizens"))
resources.add("offers", Resource(
    "directory", Offer._meta.verbose_name_plural or "", "Offers to citizens, also those that are not public yet. Those that are stand in the open data too.", Offer,
    "provider title short text is_group one_to_one counselling activity online by_phone age_from age_to languages whole_municipality place address postal_code when free price access how anonymous step_free accessibility contact_name contact_phone contact_mail "
    "website takes_referrals state published_at verified_on edited_on created_at themes target_groups situations localities", filters="provider:provider state:state postal_code:postal_code",
    filled={"shown": Filled(_shown, COUNT, "How many were shown this offer within the last year; who they were is not known.")},
))
resources.add("offer_times", Resource("directory", OfferTime._meta.verbose_name_plural or "", "An offer’s hours in the week, Monday 0.", OfferTime, "offer weekday opens closes note", filters="offer:offer", followed=False))
resources.add("life_situations", Resource("directory", Meaning._meta.verbose_name_plural or "", "What people are in when they need an offer.", Meaning, "key name", followed=False))
