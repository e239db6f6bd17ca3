"""The texts and annexes of an application, and texts taken over from earlier ones."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.projects import seeking
from brobygger.projects.forms.seeking import AnnexForm, TextForm
from brobygger.projects.models import Annex, ApplicationText, FundApplication
from brobygger.projects.views.pages import form_page, kept, removed

ON_A_PAGE = 20


@needs(May.EDIT_PROJECTS)
def new(request: StaffRequest, centre: str, pk: int, part: str) -> HttpResponse:
    application = get_object_or_404(FundApplication.objects.listed(), pk=pk)
    row: Any = ApplicationText(application=application) if part == "text" else Annex(application=application)
    form = (TextForm if part == "text" else AnnexForm)(request.POST or None, instance=row)
    if kept(request, form, lambda: seeking.add_part(row, by=request.user, now=timezone.now())):
        return redirect(application)
    title = _("New text") if part == "text" else _("New annex")
    return form_page(request, form, title=title, back=application.get_absolute_url(), draft=f"application-{part}-new-{pk}", lead=str(application))


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int, part: str) -> HttpResponse:
    row: Any = get_object_or_404((ApplicationText if part == "text" else Annex).objects.select_related("application__centre"), pk=pk)
    back, title = row.application.get_absolute_url(), str(row)
    if removed(request, lambda: seeking.take_out(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect(back)
    before = audit.values(row)
    form = (TextForm if part == "text" else AnnexForm)(request.POST or None, instance=row)
    if kept(request, form, lambda: seeking.keep_part(row, before=before, by=request.user, now=timezone.now())):
        return redirect(back)
    return form_page(request, form, title=title, back=back, draft=f"application-{part}-{pk}", removal=_("It is gone from this application; where it was taken over to or from, it stays."))


@needs(May.EDIT_PROJECTS)
def reuse(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Texts of earlier applications, found by words, to be taken over as copies."""
    row = get_object_or_404(FundApplication.objects.listed(), pk=pk)
    words = request.GET.get("q", "").strip()[:100]
    texts = ApplicationText.objects.exclude(application=row).select_related("application__fund").order_by("-application", "position", "pk")
    if words:
        texts = texts.filter(Q(heading__icontains=words) | Q(text__icontains=words) | Q(application__title__icontains=words))
    if request.method == "POST":
        keys = [key for each in request.POST.getlist("text")[:100] if (key := key_of(each))]
        n = seeking.copy_texts(row, ApplicationText.objects.filter(pk__in=keys), by=request.user, now=timezone.now())
        messages.success(request, ngettext("%(n)s text is taken over. Change it as you like; the earlier one stays.", "%(n)s texts are taken over. Change them as you like; the earlier ones stay.", n) % {"n": n})
        return redirect(row)
    page, query = page_of(texts, request.GET, ON_A_PAGE)
    return render(request, "projects/reuse.html", {"row": row, "page": page, "query": query, "filters": [Filter("q", _("Words"), words)], "show_all": "?" if words else ""})


@needs(May.EDIT_PROJECTS)
@require_POST
def tick(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Annex.objects.select_related("application__centre"), pk=pk)
    seeking.tick(row, ready=request.POST.get("ready") == "1", by=request.user, now=timezone.now())
    return redirect(f"{row.application.get_absolute_url()}#bilag")
