"""Post at the desk: written down in a line each, and handed out by association."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.organisations.models import Organisation
from brobygger.reception import posting
from brobygger.reception.forms.post import PostForm
from brobygger.reception.models import Ending, Post

ON_A_PAGE = 50
LATELY = timedelta(days=365)
ENTERED_SHOWN = 20


def those_who_get_post(day: date) -> frozenset[int]:
    return frozenset(Post.objects.filter(received_on__gt=day - LATELY).order_by().values_list("organisation", flat=True).distinct())


@needs(May.RECEIVE)
def post(request: StaffRequest, centre: str) -> HttpResponse:
    """Write down what came, one line after another; below it what waits, by association, the oldest first."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = PostForm(request.POST or None, often=those_who_get_post(today))
    if request.method == "POST" and form.is_valid():
        try:
            row = posting.receive(form.post(), by=request.user, now=now)
        except ValidationError as refusal:
            form.add_error("received_on" if hasattr(refusal, "error_dict") and "received_on" in refusal.error_dict else None, refusal.messages)
        else:
            undo = reverse("reception:take_back_post", kwargs={"centre": centre, "pk": row.pk})
            messages.success(request, _("%(what)s for %(who)s.") % {"what": row, "who": row.organisation}, extra_tags=f"undo:{undo}")
            return redirect("reception:post", centre=centre)
    words, which = request.GET.get("q", "").strip()[:100], request.GET.get("vis", "")
    if kind := request.GET.get("format", ""):
        return _file(words, kind)
    waits = Q(post__ending="")
    rows: Any = Organisation.objects.filter(waits)
    if words:
        rows = rows.filter(name__icontains=words)
    rows = rows.annotate(oldest=Min("post__received_on"), n=Count("post")).order_by("oldest", "name", "pk")
    if which == "laenge":
        rows = rows.filter(oldest__lt=today - Post.FORTNIGHT)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "form": form, "page": page, "query": query, "lines": lines_of(list(page.object_list), today), "show_all": "?" if words or which else "", "here": "post", "untold": Post.objects.waiting().filter(notified_on=None).exists(),
        "filters": [Filter("q", _("Words"), words), Filter("vis", _("Which"), which or "alle", lines=[("alle", _("all that waits")), ("laenge", _("more than a fortnight"))], optional=False)],
        "entered": Post.objects.listed().filter(received_by=request.user, received_on=today, notified_on=None, ending="").order_by("-pk")[:ENTERED_SHOWN],
    }
    return render(request, "reception/post.html", context, status=422 if form.errors else 200)


def lines_of(organisations: list[Organisation], today: date) -> list[dict[str, Any]]:
    """Of each what waits, in words, since when, and whether it can be told. Three questions, however many there are."""
    rows: dict[int, list[Post]] = {row.pk: [] for row in organisations}
    for row in Post.objects.waiting().filter(organisation__in=rows).order_by("received_on", "pk"):
        rows[row.organisation_id].append(row)
    silent = posting.unreachable(organisations, today)
    return [
        {
            "organisation": each, "what": posting.in_words(rows[each.pk]), "since": rows[each.pk][0].received_on, "long": rows[each.pk][0].received_on < today - Post.FORTNIGHT, "silent": each.pk in silent,
            "told": all(row.notified_on for row in rows[each.pk]), "keys": [row.pk for row in rows[each.pk]],
        }
        for each in organisations if rows[each.pk]
    ]


def _file(words: str, kind: str) -> HttpResponse:
    """All there has been, the newest first."""
    rows = Post.objects.listed()
    if words:
        rows = rows.filter(organisation__name__icontains=words)
    headers = [str(each) for each in (_("Association"), _("What"), _("How many"), _("Received"), _("Told of"), _("What became of it"), _("When"))]
    lines = [[row.organisation.name, str(row.get_sort_display()), row.pieces, row.received_on, row.notified_on, str(row.get_ending_display()) if row.ending else "", timezone.localdate(row.ended_at) if row.ended_at else None] for row in rows]
    return list_file(str(_("Post for associations")), headers, lines, kind=kind)


@needs(May.RECEIVE)
def of_organisation(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One association's post: what waits, each to be handed out or sent back, and what has been."""
    organisation = get_object_or_404(Organisation, pk=pk)
    if request.method == "POST":
        ending = Ending.RETURNED if request.POST.get("act") == "returned" else Ending.HANDED
        wanted = [key for each in request.POST.getlist("post") if (key := key_of(each))]
        n = posting.end(Post.objects.filter(organisation=organisation, pk__in=wanted).values_list("pk", flat=True), ending, by=request.user, now=timezone.now())
        if n:
            undo = reverse("reception:undo_post", kwargs={"centre": centre, "pk": pk})
            said = _("Post for %(who)s is sent back.") if ending == Ending.RETURNED else _("Post for %(who)s is handed out.")
            messages.success(request, said % {"who": organisation}, extra_tags=f"undo:{undo}")
        else:
            messages.info(request, _("There was nothing left to hand out."))
        return redirect("reception:post", centre=centre)
    today = timezone.localdate()
    page, query = page_of(Post.objects.listed().filter(organisation=organisation).exclude(ending="").order_by("-ended_at", "-pk"), request.GET, ON_A_PAGE)
    waiting = [(row, row.received_on < today - Post.FORTNIGHT) for row in Post.objects.listed().waiting().filter(organisation=organisation).order_by("received_on", "pk")]
    context = {"organisation": organisation, "waiting": waiting, "page": page, "query": query, "silent": pk in posting.unreachable([organisation], today), "here": "post"}
    return render(request, "reception/post_of.html", context)


@needs(May.RECEIVE)
@require_POST
def take_back(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Post, pk=pk)
    if posting.take_back(row.pk, by=request.user, now=timezone.now()):
        messages.success(request, _("It is taken out again."))
    else:
        messages.info(request, _("It cannot be taken out any more: the association has been told of it."))
    return redirect("reception:post", centre=centre)


@needs(May.RECEIVE)
@require_POST
def undo(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    if posting.undo(pk, by=request.user, now=timezone.now()):
        messages.success(request, _("Post for %(who)s waits here again.") % {"who": organisation})
    return redirect("reception:post", centre=centre)


@needs(May.RECEIVE)
@require_POST
def tell(request: StaffRequest, centre: str) -> HttpResponse:
    """Write now, instead of this afternoon."""
    n = posting.tell(centre=request.centre, now=timezone.now())
    said = ngettext("%(n)s association gets a mail.", "%(n)s associations get a mail.", n) % {"n": n}
    messages.success(request, said if n else _("Nobody new to write to: each association gets one mail a day, and some have none."))
    return redirect("reception:post", centre=centre)
