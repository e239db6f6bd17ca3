"""The office's pages of posts: the list, one, written and changed."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, below, link, said, together
from brobygger.core.paging import page_of
from brobygger.exchange import browsing, elsewhere, moderating, suggesting
from brobygger.exchange import posts as acts
from brobygger.exchange.figures import year_of
from brobygger.exchange.forms.posts import HideForm, PostForm
from brobygger.exchange.models import Category, ExchangePost

ON_A_PAGE: Final = 50
State = ExchangePost.State
VIEWS: Final = {"aabne": (gettext_lazy("Public"), (State.OPEN,)), "slut": (gettext_lazy("Over"), (State.EXPIRED, State.CLOSED)), "skjulte": (gettext_lazy("Hidden"), (State.HIDDEN,)), "alle": (gettext_lazy("All that were public"), (State.OPEN, State.EXPIRED, State.CLOSED))}


@needs(May.SEE_EXCHANGE)
def posts(request: StaffRequest, centre: str) -> HttpResponse:
    """By state, words, category and locality."""
    which = request.GET.get("tilstand", "") if request.GET.get("tilstand") in VIEWS else "aabne"
    asked = browsing.Asked(request.GET)
    rows = asked.narrow(ExchangePost.objects.listed().filter(state__in=VIEWS[which][1]))
    if year := year_of(request.GET.get("aar")):
        rows = rows.filter(published_on__year=year)
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "page": page, "query": query, "which": which, "views": [(key, label) for key, (label, _states) in VIEWS.items()], "filters": browsing.filters(asked), "kept": {"tilstand": which, "aar": year},
        "show_all": f"?tilstand={which}" if asked.said() or year else "", "year": year, "may_edit": request.access.may(May.EDIT_EXCHANGE),
        "columns": [Column(_("Post"), named=False), Column(_("Offered or looked for")), Column(_("What")), Column(_("Where")), Column(_("Public until"), "day")],
        "lines": [[together(link(row.get_absolute_url(), row.title), below(row.who)), row.get_side_display(), row.category, row.where, said(row.expires_on, "j. b Y")] for row in page],
    }
    return render(request, "exchange/office_posts.html", context)


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Title"), _("Association"), _("Offered or looked for"), _("What"), _("How many"), _("When"), _("From"), _("To"), _("Where"), _("State"), _("Public since"), _("Public until"))]
    lines = [
        [row.title, row.who, str(row.get_side_display()), str(row.category), row.quantity, row.when, row.starts_on, row.ends_on, row.where, str(row.get_state_display()), row.published_on, row.expires_on] for row in rows
    ]
    return list_file(str(_("Posts of the exchange")), headers, lines, kind=kind)


@needs(May.SEE_EXCHANGE)
def post(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One post as it stands, and what can be done with it now."""
    row = get_object_or_404(ExchangePost.objects.listed(), pk=pk)
    may_edit = request.access.may(May.EDIT_EXCHANGE)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if (hiding := HideForm(request.POST if request.POST.get("act") == "hide" else None)).is_bound and not hiding.is_valid():
            return _shown(request, row, hiding)
        _acted(request, row, hiding)
        return redirect(row)
    return _shown(request, row, HideForm())


def _shown(request: StaffRequest, row: ExchangePost, hiding: HideForm) -> HttpResponse:
    may_edit = request.access.may(May.EDIT_EXCHANGE)
    context = {
        "hiding": hiding, "is_hidden": row.state == State.HIDDEN, "reports": row.reports.open() if may_edit else [], "suggestions": suggesting.for_post(row, browsing.public()) if row.state == State.OPEN else [],
        "lent": elsewhere.loans_for(row, timezone.localdate()), "willing": elsewhere.volunteers_for(row, timezone.localdate()) if request.access.may(May.SEE_VOLUNTEERS) else [], "may_lend": request.access.may(May.SEE_ROOMS),
        "besides": suggesting.besides(row, request.centre.key), "as_job": _as_job(row) if may_edit and request.access.may(May.EDIT_OPPORTUNITIES) else "",
        "row": row, "may_edit": may_edit, "is_open": row.state == State.OPEN, "is_over": row.state in {State.EXPIRED, State.CLOSED}, "may_see": request.access.may(May.SEE_ORGANISATIONS),
        "history": Change.objects.filter(model=ExchangePost._meta.label, row=row.pk).select_related("by")[:20],
    }
    return render(request, "exchange/office_post.html", context, status=422 if hiding.errors else 200)


def _as_job(row: ExchangePost) -> str:
    """Where hands that are looked for become a volunteer job, with what is said here filled in."""
    if row.is_offer or row.state != State.OPEN or row.category.sort != Category.Sort.HANDS:
        return ""
    said = {"titel": row.title, "tekst": row.text, **({"organisation": row.organisation_id} if row.organisation_id else {})}
    return f"{reverse('matching:new_job', kwargs={'centre': row.centre.key})}?{urlencode(said)}"


def _acted(request: StaffRequest, row: ExchangePost, hiding: HideForm) -> None:
    """Carry out what was pressed."""
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "renew":
            acts.renew(row, by=request.user, now=now)
            messages.success(request, _("It is public for three months more."))
        elif act == "close":
            acts.close(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is no longer public.") % {"title": row.title})
        elif act == "hide":
            moderating.hide(row, words=hiding.cleaned_data["words"], by=request.user, now=now)
            messages.success(request, _("It is hidden, and whoever put it up is told."))
        elif act == "show":
            moderating.show(row, by=request.user, now=now)
            messages.success(request, _("It is shown again."))
        elif act == "stand":
            moderating.let_stand(row, by=request.user, now=now)
            messages.success(request, _("It stays."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])


@needs(May.EDIT_EXCHANGE)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """Write one for an association or the centre itself, or change one."""
    row = get_object_or_404(ExchangePost.objects.select_related("centre"), pk=pk) if pk else ExchangePost(created_by=request.user)
    initial = {"organisation": key_of(request.GET.get("forening"))} if "forening" in request.GET else None
    form = PostForm(request.POST or None, request.FILES or None, instance=row, initial=initial)
    if request.method == "POST":
        if kept(form, by=request.user):
            messages.success(request, _("“%(title)s” is saved.") % {"title": row.title})
            return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "theirs": form.theirs, "draft": f"exchange-{pk or 'new'}-{row.version}"}
    return render(request, "exchange/office_post_form.html", context, status=422 if form.errors else 200)


def kept(form: PostForm, *, by: Any, added: str = "added", edited: str = "edited") -> bool:
    """Whether it was valid and is kept, with the days it stands for."""
    if form.is_valid():
        acts.stand(form.instance, timezone.now())
    return saved(form, by=by, added=added, edited=edited)
