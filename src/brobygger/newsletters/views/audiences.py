"""Who gets newsletters: audiences with their rules, how many they reach now and why, and those who have signed up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.saving import saved
from brobygger.core.listing import Column, below, link, tag, together
from brobygger.core.paging import page_of
from brobygger.newsletters import recipients, subscribing
from brobygger.newsletters.forms.audiences import AudienceForm
from brobygger.newsletters.models import Audience
from brobygger.newsletters.told import in_words

ON_A_PAGE = 100
SHOWN = 30  # names under each reason why somebody is left out


@needs(May.WRITE_NEWSLETTERS)
def audiences(request: StaffRequest, centre: str) -> HttpResponse:
    shows_all = request.GET.get("vis") == "alle"
    rows = Audience.objects.select_related("centre").prefetch_related("types", "themes", "localities", "networks", "also")
    page, query = page_of(rows if shows_all else rows.filter(retired=False), request.GET, 50)
    columns = [Column(_("Audience"), named=False), Column(_("Who"))]
    lines = [[together(link(row.get_absolute_url(), row.name), tag(_("open")) if row.public else "", tag(_("retired")) if row.retired else "", below(row.about)), "; ".join(in_words(row))] for row in page]
    return render(request, "newsletters/audiences.html", {"page": page, "query": query, "columns": columns, "lines": lines, "shows_all": shows_all, "url": f"/{centre}/nyhedsbreve/"})


@needs(May.WRITE_NEWSLETTERS)
def edit_audience(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Audience.objects.select_related("centre"), pk=pk) if pk else Audience()
    form = AudienceForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved. See who is in it now.") % {"name": row.name})
            return redirect("newsletters:audience", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    back = row.get_absolute_url() if pk else f"/{centre}/kontor/nyhedsbreve/modtagergrupper/"
    return render(request, "newsletters/edit_audience.html", {"form": form, "row": row, "new": pk is None, "back": back}, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
def audience(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who would get a letter if it went now, each with the reason; and who would not, and why."""
    row = get_object_or_404(Audience.objects.select_related("centre"), pk=pk)
    found = recipients.outcome([row], timezone.localdate())
    page, query = page_of(found.people, request.GET, ON_A_PAGE)
    columns = [Column(_("Recipient"), named=False), Column(_("Why"))]
    lines = [[together(each.name or each.mail, below(each.mail if each.name else "")), each.because] for each in page]
    left_out = [(why, recipients.words_of(why), len(rows), sorted({each.name or each.mail for each in rows}, key=str.casefold)[:SHOWN]) for why, rows in found.left_out.items()]
    context = {
        "row": row, "rule": in_words(row), "found": found, "page": page, "query": query, "columns": columns, "lines": lines, "left_out": left_out, "shown": SHOWN,
        "to_ask": len(found.left_out.get(recipients.NO_CONSENT, ())),
    }
    return render(request, "newsletters/audience.html", context)


@needs(May.WRITE_NEWSLETTERS)
@require_POST
def act_audience(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Ask those who have not said yes; retire it, or take it up again."""
    row = get_object_or_404(Audience.objects.select_related("centre"), pk=pk)
    what, now = request.POST.get("act", ""), timezone.now()
    if what == "ask":
        here: Centre = request.access.centre
        rows = recipients.outcome([row], timezone.localdate()).left_out.get(recipients.NO_CONSENT, [])
        n = subscribing.ask([(each.mail, each.name, each.person) for each in rows], centre=here, by=request.user, now=now)
        said = ngettext("%(n)s is asked by mail. Once the answer is yes, it is in.", "%(n)s are asked by mail. Each is in once the answer is yes.", n) % {"n": n}
        messages.success(request, said if n else _("They have all been asked within the last year."))
    elif what in {"retire", "use"}:
        before = audit.values(row)
        row.retired = what == "retire"
        try:
            row.save()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        audit.record("changed", row, by=request.user, before=before, now=now)
    return redirect(row)


def summary(found: recipients.Outcome) -> dict[str, Any]:
    """In figures: how many, and how many are left out by each reason in words."""
    return {"n": found.n, "left_out": [(recipients.words_of(why), len(rows)) for why, rows in found.left_out.items()]}
