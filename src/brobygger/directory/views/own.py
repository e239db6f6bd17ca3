"""An association's offers on its own pages: written by it, approved by the centre, confirmed by one click."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.directory import actions, translating
from brobygger.directory.forms.offers import OfferForm
from brobygger.directory.models import Confirmation, Offer
from brobygger.directory.views.offers import kept
from brobygger.directory.views.translations import written
from brobygger.organisations.own import own_or_404, own_page


@needs(May.OWN_ORGANISATION)
def offers(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    own = own_or_404(request, pk)
    rows = Offer.objects.listed().filter(provider=own.organisation).order_by("title", "pk")
    return own_page(request, own, "directory/own_offers.html", {"rows": rows, "today": own.today}, here="offers")


@needs(May.OWN_ORGANISATION)
def edit(request: StaffRequest, centre: str, pk: int, offer: int | None = None) -> HttpResponse:
    """A new one is sent to the centre, which makes it public; one that is public may be changed at once, and the centre looks at it."""
    own = own_or_404(request, pk)
    row = get_object_or_404(Offer.objects.listed(), pk=offer, provider=own.organisation) if offer else Offer(provider=own.organisation)
    form = OfferForm(request.POST or None, request.FILES or None, instance=row, with_provider=False)
    if request.method == "POST":
        if kept(form, by=request.user, by_provider=True):
            return _sent(request, form, row, pk)
        form.stand_on_theirs()
    context = {"form": form, "row": row if offer else None, "title": row.title if offer else _("New offer"), "tongues": translating.standing(row) if offer else [], "theirs": form.theirs, "draft": f"own-offer-{offer or 'new'}-{row.version}"}
    return own_page(request, own, "directory/own_offer.html", context, here="offers", status=422 if form.errors else 200)


@needs(May.OWN_ORGANISATION)
def translation(request: StaffRequest, centre: str, pk: int, offer: int, language: str) -> HttpResponse:
    own = own_or_404(request, pk)
    row = get_object_or_404(Offer.objects.listed(), pk=offer, provider=own.organisation)
    context = written(request, row, language)
    if context is None:
        return redirect("own_directory:offer", centre=centre, pk=pk, offer=offer)
    return own_page(request, own, "directory/own_translation.html", context, here="offers", status=422 if context["form"].errors else 200)


def _sent(request: StaffRequest, form: OfferForm, row: Offer, pk: int) -> HttpResponse:
    """Saved; and sent to the centre where that was asked for and it is ready."""
    if "send" in request.POST:
        try:
            actions.submit(row, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, _("It is saved, but not sent yet. %(why)s") % {"why": " ".join(error.messages)})
            return redirect("own_directory:offer", centre=request.centre.key, pk=pk, offer=row.pk)
        messages.success(request, _("It is saved and sent to the centre, which reads it and makes it public."))
    else:
        messages.success(request, _("“%(name)s” is saved.") % {"name": row})
    return redirect("own_directory:offers", centre=request.centre.key, pk=pk)


@needs(May.OWN_ORGANISATION)
@require_POST
def act(request: StaffRequest, centre: str, pk: int, offer: int) -> HttpResponse:
    """That all of it is right, or that it is not offered any more."""
    own = own_or_404(request, pk)
    row = get_object_or_404(Offer.objects.listed(), pk=offer, provider=own.organisation)
    try:
        if request.POST.get("act") == "confirm":
            actions.confirm(row, way=Confirmation.Way.OWN, by=request.user, now=own.now)
            messages.success(request, _("Thank you. “%(name)s” is confirmed as of today.") % {"name": row})
        elif request.POST.get("act") == "end":
            actions.end(row, by=request.user, now=own.now)
            messages.success(request, _("“%(name)s” is ended, and nobody finds it any more.") % {"name": row})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("own_directory:offers", centre=centre, pk=pk)
