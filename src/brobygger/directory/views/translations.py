"""Offers in further languages: the office's overview and form, and the page that citizens read."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.paging import page_of
from brobygger.directory import elsewhere, translating
from brobygger.directory.finding import counting, index
from brobygger.directory.forms.translations import LanguagesForm, TranslationForm
from brobygger.directory.languages import LANGUAGES
from brobygger.directory.leaving import LEAVE_TO
from brobygger.directory.models import Offer, OfferTranslation

ON_A_PAGE: Final = 50
Status = OfferTranslation.Status


@needs(May.SEE_OFFERS)
def languages(request: StaffRequest, centre: str) -> HttpResponse:
    """Which languages are asked for, how the offers stand in each, and, for one of them, which offers those are."""
    may_edit = request.access.may(May.EDIT_OFFERS)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        form = LanguagesForm(request.POST)
        if form.is_valid():
            translating.choose(form.cleaned_data["languages"], by=request.user, now=timezone.now())
            messages.success(request, _("The languages are saved."))
            return redirect("directory:languages", centre=centre)
    code, status = request.GET.get("sprog", ""), request.GET.get("stand", "")
    context: dict[str, Any] = {"tallies": translating.tallies(), "may_edit": may_edit}
    context["form"] = LanguagesForm(initial={"languages": [each.language.code for each in context["tallies"]]})
    if code in LANGUAGES and status in Status.values:
        page, query = page_of(translating.offers_in(status, code), request.GET, ON_A_PAGE)
        context |= {"chosen": LANGUAGES[code], "status": Status(status).label, "page": page, "query": query}
    return render(request, "directory/languages.html", context)


@needs(May.EDIT_OFFERS)
def edit(request: StaffRequest, centre: str, pk: int, language: str) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.listed(), pk=pk)
    context = written(request, offer, language)
    if context is None:
        return redirect("directory:offer", centre=centre, pk=pk)
    return render(request, "directory/translation.html", context, status=422 if context["form"].errors else 200)


def written(request: StaffRequest, offer: Offer, language: str) -> dict[str, Any] | None:
    """What the page of a translation shows; None where it has just been saved or taken out, and that is said. For the office and the association alike."""
    if language not in LANGUAGES:
        raise Http404
    there = OfferTranslation.objects.select_related("offer__centre").filter(offer=offer, language=language).first()
    if there and request.POST.get("act") == "delete":
        translating.take_out(there, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is taken out.") % {"name": there})
        return None
    was = {name: getattr(there, f"of_{name}") for name in OfferTranslation.SAID} if there and there.is_old else {}
    row = there or OfferTranslation(offer=offer, language=language)
    form = TranslationForm(request.POST or None, instance=row)
    if request.method == "POST":
        with transaction.atomic():
            translating.stamp(row, timezone.now())
            if there is None and OfferTranslation.objects.filter(offer=offer, language=language).exists() and not form.errors:
                form.add_error(None, _("Somebody else has written this translation in the meantime."))
            kept = saved(form, by=request.user)
            if kept:
                index.put([offer.pk])
        if kept:
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return None
        form.stand_on_theirs()
    changed = [(OfferTranslation._meta.get_field(name).verbose_name, was[name], getattr(offer, name)) for name in was if was[name] != getattr(offer, name)]  # type: ignore[union-attr]  # plain fields
    return {"form": form, "offer": offer, "row": there, "tongue": LANGUAGES[language], "changed": changed}


@open_to_all
def translated(request: HttpRequest, centre: str, pk: int, language: str) -> HttpResponse:
    """The offer in that language. What only numbers and names say is the same; it stands in Danish, or in English on the English page."""
    row = OfferTranslation.objects.shown().select_related("offer__centre", "offer__provider").filter(offer=pk, language=language, offer__state=Offer.State.PUBLISHED).first()
    if row is None or language not in LANGUAGES:
        raise Http404
    counting.viewed(pk, now=timezone.now())
    offer = row.offer
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        context = {
            "row": offer, "told": row, "facts": elsewhere.facts(offer, how=not row.how), "others": [each for each in translating.shown_of(offer) if each.language != language], "canonical": f"{settings.SITE_URL}{row.public_url}",
            "alternates": translating.shown_of(offer), "leave_to": LEAVE_TO if offer.situations.filter(sensitive=True).exists() else "", "site": settings.SITE_URL,
        }
        answer = render(request, "directory/translated.html", context)
    if context["leave_to"]:
        answer.headers["Cache-Control"] = "no-store"
    return answer
