"""What the directory counts: who was shown the way, what was searched for and looked at, and offers that were said to be right."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.directory.models import Confirmation, GuidanceContact, Meaning, Offer, Referral, SearchCount, ViewCount
from brobygger.plan.measures import Choice, Evidence, Source, add, narrowings


def _of_offer(through: Any, column: str) -> Any:
    """Rows whose offer has one of the wanted values; asked without a join, which would count a row once for each of them."""

    def narrowing(values: list[Any]) -> Q:
        return Q(Exists(through.objects.filter(offer=OuterRef("offer"), **{f"{column}__in": values})))

    return narrowing


def _show_contact(row: GuidanceContact) -> Evidence:
    what = str(row.theme or row.meaning or _("without a theme"))
    return Evidence(row.on, what, f"/{row.centre.key}/kontor/vejvisning/", f"{row.get_channel_display()}, {row.get_outcome_display()}")


def _show_searches(row: SearchCount) -> Evidence:
    said = str(row.meaning or _("searches"))
    return Evidence(row.on, said, f"/{row.centre.key}/kontor/tilbud/tal/", _("found") if row.found else _("nothing found"), row.n)


def _show_views(row: ViewCount) -> Evidence:
    return Evidence(row.on, row.offer.title, f"/{row.centre.key}/kontor/tilbud/{row.offer_id}/", "", row.n)


def _show_confirmation(row: Confirmation) -> Evidence:
    return Evidence(row.on, row.offer.title, f"/{row.centre.key}/kontor/tilbud/{row.offer_id}/", str(row.get_way_display()))


def _show_referral(row: Referral) -> Evidence:
    """By its code and where it went: a number is opened to its rows, and no row tells who it was about."""
    return Evidence(row.made_on, f"{row.code}: {row.to}", f"/{row.centre.key}/kontor/tilbud/henvisninger/", str(row.get_state_display()))


def _show_started(row: Referral) -> Evidence:
    assert row.started_on is not None  # noqa: S101 -- for the type checker: the source holds those that have started
    return Evidence(row.started_on, f"{row.code}: {row.to}", f"/{row.centre.key}/kontor/tilbud/henvisninger/", "")


_OFFERS: dict[str, Any] = {
    "theme": _of_offer(Offer.themes.through, "theme"), "target_group": _of_offer(Offer.target_groups.through, "targetgroup"), "locality": _of_offer(Offer.localities.through, "locality"),
    "place": _of_offer(Offer.localities.through, "locality"), "meaning": _of_offer(Offer.situations.through, "meaning"), "organisation": "offer__provider", "sector": "offer__provider__sector",
}
_TIES = (Offer.themes.through, Offer.target_groups.through, Offer.localities.through, Offer.situations.through)

add("guidance_contacts", Source(
    name=gettext_lazy("guidance"), rows=lambda: GuidanceContact.objects.select_related("centre", "theme", "meaning"), show=_show_contact, on="on",
    narrows={"theme": "theme", "locality": "locality", "place": "locality", "meaning": "meaning"}, watch=(GuidanceContact,),
))
add("offer_searches", Source(
    name=gettext_lazy("searches"), rows=lambda: SearchCount.objects.select_related("centre", "meaning"), show=_show_searches, on="on", value="n",
    narrows={"locality": "locality", "place": "locality", "meaning": "meaning"}, watch=(SearchCount,),
))
add("offer_views", Source(name=gettext_lazy("views of offers"), rows=lambda: ViewCount.objects.select_related("centre", "offer"), show=_show_views, on="on", value="n", narrows=_OFFERS, watch=(ViewCount, Offer, *_TIES)))
add("offers_verified", Source(
    name=gettext_lazy("confirmations"), rows=lambda: Confirmation.objects.select_related("centre", "offer"), show=_show_confirmation, on="on", narrows=_OFFERS, watch=(Confirmation, Offer, *_TIES),
))
_REFERRED: dict[str, Any] = {
    "name": gettext_lazy("referrals"), "watch": (Referral,), "narrows": {"theme": "theme", "locality": "locality", "place": "locality", "organisation": "receiver", "sector": "receiver__sector"},
}
add("referrals_made", Source(rows=lambda: Referral.objects.listed(), show=_show_referral, on="made_on", **_REFERRED))
add("referrals_started", Source(rows=lambda: Referral.objects.listed().filter(started_on__isnull=False), show=_show_started, on="started_on", **_REFERRED))
narrowings.add("meaning", Choice(gettext_lazy("life situation"), lambda: Meaning.objects.values_list("pk", "name"), watch=(Meaning,)))
