"""The office's pages of offers from elsewhere: which feeds are read in and how that went, what stands in one, whether citizens find it; and a new one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.listing import Column, below, link, said, together
from brobygger.core.paging import page_of
from brobygger.core.schedule import hand_over
from brobygger.directory import actions
from brobygger.directory.feeding.keeping import JOB
from brobygger.directory.forms.feeds import OfferFeedForm
from brobygger.directory.models import FedOffer, OfferFeed

ON_A_PAGE = 50
MOST_FEEDS = 50


@needs(May.SEE_OFFERS)
def feeds(request: StaffRequest, centre: str) -> HttpResponse:
    runs = request.access.may(May.RUN_CENTRE)
    if request.method == "POST":
        if not runs:
            raise PermissionDenied
        with transaction.atomic():
            hand_over(JOB)
        messages.success(request, _("They are being fetched. Look again in a moment."))
        return redirect("directory:feeds", centre=centre)
    rows = OfferFeed.objects.annotate(n=Count("offers"))[:MOST_FEEDS]
    return render(request, "directory/feeds.html", {"rows": rows, "runs": runs})


@needs(May.SEE_OFFERS)
def feed(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What stands in it; nothing of it can be changed here."""
    row = get_object_or_404(OfferFeed, pk=pk)
    if request.method == "POST":
        if not request.access.may(May.EDIT_OFFERS):
            raise PermissionDenied
        what = request.POST.get("act", "")
        if what not in {"show", "hide"}:
            raise Http404
        actions.let_be_found(row, public=what == "show", by=request.user)
        messages.success(request, (_("Citizens find what comes from “%(name)s”.") if what == "show" else _("Citizens do not find what comes from “%(name)s” any more.")) % {"name": row})
        return redirect("directory:feed", centre=centre, pk=pk)
    page, query = page_of(FedOffer.objects.filter(feed=row), request.GET, ON_A_PAGE)
    lines = [_line(each, centre, seen=row.public and row.active) for each in page.object_list]
    columns = [Column(_("Offer"), named=False), *map(Column, (_("Where"), _("Confirmed there"), _("Changed there")))]
    may = {"runs": request.access.may(May.RUN_CENTRE), "may_edit": request.access.may(May.EDIT_OFFERS)}
    return render(request, "directory/feed.html", {"row": row, "page": page, "query": query, "columns": columns, "lines": lines, **may})


def _line(each: FedOffer, centre: str, *, seen: bool) -> list[Any]:
    named = link(f"/{centre}/tilbud/andre-steder/{each.pk}/", each.title) if seen else each.title
    return [together(named, below(each.organisation)), each.where or (_("Online") if each.online else ""), said(each.verified_on, "SHORT_DATE_FORMAT"), said(each.edited_on, "SHORT_DATE_FORMAT")]


@needs(May.RUN_CENTRE)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(OfferFeed, pk=pk) if pk else OfferFeed()
    if pk and request.POST.get("act") == "delete":
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row})
        return redirect("directory:feeds", centre=centre)
    form = OfferFeedForm(request.POST or None, instance=row)
    if request.method == "POST":
        with transaction.atomic():
            kept = saved(form, by=request.user)
            if kept:
                OfferFeed.objects.filter(pk=row.pk).update(whole_at=None)  # another address, or other ones of it, is read from the beginning
                hand_over(JOB)
        if kept:
            messages.success(request, _("“%(name)s” is saved, and is being fetched.") % {"name": row})
            return redirect("directory:feed", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    return render(request, "directory/feed_form.html", {"form": form, "row": row if pk else None}, status=422 if form.errors else 200)
