"""The office's pages of offers: the list, one offer, its form, what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change, Locality, Theme
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.directory import actions, elsewhere, freshness, listing, translating
from brobygger.directory.forms.offers import OfferForm
from brobygger.directory.models import Confirmation, Offer
from brobygger.organisations.models import Organisation

ON_A_PAGE = 50
States = Offer.State


@needs(May.SEE_OFFERS)
def offers(request: StaffRequest, centre: str) -> HttpResponse:
    """All, by words, state, theme and place; and those that wait for somebody."""
    today = timezone.localdate()
    words, state, only = request.GET.get("q", "").strip()[:100], request.GET.get("tilstand", ""), request.GET.get("kun", "")
    theme, place = key_of(request.GET.get("tema")), key_of(request.GET.get("sted"))
    rows: QuerySet[Offer] = Offer.objects.all()
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(short__icontains=words) | Q(provider__name__icontains=words))
    if state in States.values:
        rows = rows.filter(state=state)
    if theme is not None:
        rows = rows.filter(pk__in=Offer.themes.through.objects.filter(theme=theme).values("offer"))
    if place is not None:
        rows = rows.filter(Q(whole_municipality=True) | Q(pk__in=Offer.localities.through.objects.filter(locality=place).values("offer")))
    if only == "bekraeft":
        rows = rows.filter(pk__in=freshness.due(today).values("pk"))
    elif only == "rettet":
        rows = rows.filter(changed_by_provider=True)
    if kind := request.GET.get("format", ""):
        return list_file(str(_("Offers")), elsewhere.headers(), elsewhere.lines(rows), kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [
        Filter("q", _("Words"), words), Filter("tilstand", _("State"), state, lines=States.choices), Filter("kun", _("Only"), only, lines=[("bekraeft", _("to be confirmed")), ("rettet", _("changed by the provider"))]),
        Filter("tema", _("Theme"), theme, lines=list(Theme.objects.values_list("pk", "name"))), Filter("sted", _("Locality"), place, lines=list(Locality.objects.values_list("pk", "name"))),
    ]
    context = {
        "page": page, "query": query, "filters": filters, "show_all": "?" if words or state or only or theme or place else "", "columns": listing.columns(),
        "lines": [*listing.cells(page.object_list, centre=centre, today=today)], "may_edit": request.access.may(May.EDIT_OFFERS),
        "narrowed": listing.Narrowed(theme, place),
    }
    return render(request, "directory/offers.html", context)


@needs(May.SEE_OFFERS)
def offer(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One offer as the office sees it: what it says, how fresh it is, how often it is looked at."""
    row = get_object_or_404(Offer.objects.listed(), pk=pk)
    today = timezone.localdate()
    may_edit = request.access.may(May.EDIT_OFFERS)
    context = {
        "row": row, "today": today, "times": row.times.all(), "situations": row.situations.all(), "themes": row.themes.all(), "target_groups": row.target_groups.all(), "localities": row.localities.all(),
        "confirmations": row.confirmations.select_related("by")[:10], "viewed": row.views.aggregate(n=Sum("n"))["n"] or 0, "asks": freshness.asked_at(row, today), "late": row.state == States.PUBLISHED and row.due_on is not None and row.due_on <= today,
        "may_edit": may_edit, "tongues": translating.standing(row), "text": elsewhere.as_text(row), "history": Change.objects.filter(model=Offer._meta.label, row=row.pk).select_related("by")[:20] if may_edit else [],
    }
    return render(request, "directory/offer.html", context)


@needs(May.EDIT_OFFERS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Offer.objects.listed(), pk=pk) if pk else Offer()
    if not pk and (given := key_of(request.GET.get("forening"))):
        row.provider = get_object_or_404(Organisation, pk=given)
    form = OfferForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST":
        if kept(form, by=request.user, by_provider=False):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("directory:offer", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "title": row.title if pk else _("New offer"), "theirs": form.theirs, "draft": f"offer-{pk or 'new'}-{row.version}"}
    return render(request, "directory/offer_form.html", context, status=422 if form.errors else 200)


def kept(form: OfferForm, *, by: Any, by_provider: bool) -> bool:
    """The offer and the hours of its week together, or neither."""
    try:
        with transaction.atomic():
            if not saved(form, by=by, edited="edited by itself" if by_provider else "edited"):
                return False
            was, now = actions.keep_hours(form.instance, form.cleaned_data["week"])
            if was != now:
                audit.record("edited", form.instance, by=by, before=audit.values(form.instance), extra={"times": [was, now]})
            actions.changed(form.instance, by_provider=by_provider, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@needs(May.EDIT_OFFERS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Publish, confirm, hide, end, mark as seen, put right elsewhere, delete."""
    row, now, what = get_object_or_404(Offer.objects.listed(), pk=pk), timezone.now(), request.POST.get("act", "")
    try:
        said = _done(row, what, request, now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said % {"name": row.title})
        if what == "delete":
            return redirect("directory:offers", centre=centre)
    return redirect("directory:offer", centre=centre, pk=pk)


def _done(row: Offer, what: str, request: StaffRequest, now: Any) -> str:
    by = request.user
    if what == "publish":
        actions.publish(row, by=by, now=now)
        return _("“%(name)s” is public.")
    if what == "confirm":
        actions.confirm(row, way=Confirmation.Way.STAFF, by=by, now=now)
        return _("“%(name)s” is confirmed as of today.")
    if what == "hide":
        actions.hide(row, by=by, now=now)
        return _("“%(name)s” is hidden.")
    if what == "end":
        actions.end(row, by=by, now=now)
        return _("“%(name)s” is ended.")
    if what == "looked":
        actions.looked(row, by=by, now=now)
        return _("“%(name)s” is marked as seen.")
    if what == "elsewhere":
        actions.put_right_elsewhere(row, by=by, now=now)
        return _("“%(name)s” is marked as put right in the national directory.")
    if what == "delete":
        actions.delete(row, by=by, now=now)
        return _("“%(name)s” is taken out.")
    raise Http404

