"""An offer as it leaves: text to copy into the national directory or a letter, and a line of a file with the same fields."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.directory.models import Offer
from brobygger.plan.markdown import as_text as plain


def facts(offer: Offer, *, names: bool = True, how: bool = True) -> list[tuple[str, str]]:
    """What one wants to know, label and words, without what is empty; the order in which one asks.

    ``names``: with the contact's. ``how``: with what is said of how to come beside the one word for it.
    """
    ages = age_in_words(offer)
    where = ", ".join(part for part in (offer.place, offer.address, offer.postal_code) if part)
    said = [
        (_("Where"), where), (_("When"), when_in_words(offer)), (_("How to come"), ". ".join(part for part in (str(offer.get_access_display()).capitalize(), offer.how if how else "") if part)),
        (_("For whom"), ", ".join(part for part in (*map(str, offer.target_groups.all()), ages) if part)), (_("Price"), _("free of charge") if offer.free else offer.price),
        (_("Telephone"), offer.contact_phone), (_("Mail"), offer.contact_mail), (_("Contact"), offer.contact_name if names else ""), (_("Website"), offer.website), (_("Languages"), offer.languages),
        (_("Accessibility"), ", ".join(part for part in (_("step-free access") if offer.step_free else "", offer.accessibility) if part)),
        (_("Anonymous"), _("one can be anonymous") if offer.anonymous else ""),
    ]
    return [(str(label), str(words)) for label, words in said if words]


def age_in_words(offer: Offer) -> str:
    return ages(offer.age_from, offer.age_to)


def ages(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("%(from)s–%(to)s years") % {"from": low, "to": high}
    if low is not None:
        return _("from %(from)s years") % {"from": low}
    return _("up to %(to)s years") % {"to": high} if high is not None else ""


def when_in_words(offer: Offer) -> str:
    times = [f"{each}{f' ({each.note})' if each.note else ''}" for each in offer.times.all()]
    return "; ".join(part for part in (*times, offer.when) if part)


def as_text(offer: Offer) -> str:
    """Everything in plain lines, ready to be pasted."""
    lines = [offer.title, str(offer.provider), "", offer.short, plain(offer.text), "", *(f"{label}: {words}" for label, words in facts(offer))]
    if offer.verified_on:
        lines.append(_("Confirmed on %(day)s") % {"day": formats.date_format(offer.verified_on)})
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip()


def headers() -> list[str]:
    return [str(each) for each in (
        _("Offer"), _("Who offers it"), _("In one sentence"), _("What it is"), _("Kind"), _("Life situations"), _("Themes"), _("For whom"), _("Age"), _("Languages"), _("Localities"), _("Place"), _("Address"), _("Postal code"),
        _("When"), _("Price"), _("How to come"), _("Anonymous"), _("Step-free access"), _("Contact"), _("Telephone"), _("Mail"), _("Website"), _("State"), _("Confirmed"), _("Changed"), _("Put right elsewhere"),
    )]


def lines(offers: Any) -> Iterator[list[Any]]:
    found: Iterable[Offer] = offers.select_related("provider").prefetch_related("situations", "themes", "target_groups", "localities", "times")
    for row in found:
        yield [
            row.title, str(row.provider), row.short, plain(row.text), row.forms_in_words, *(", ".join(map(str, rows.all())) for rows in (row.situations, row.themes, row.target_groups)), age_in_words(row), row.languages,
            str(_("the whole municipality")) if row.whole_municipality else ", ".join(map(str, row.localities.all())), row.place, row.address, row.postal_code, when_in_words(row), str(_("free of charge")) if row.free else row.price,
            ". ".join(part for part in (str(row.get_access_display()), row.how) if part), _yes(row.anonymous), _yes(row.step_free), row.contact_name, row.contact_phone, row.contact_mail, row.website, str(row.get_state_display()),
            row.verified_on, row.edited_on, row.elsewhere_on,
        ]


def _yes(claim: bool) -> str:
    return str(_("yes") if claim else _("no"))
