"""What goes out by itself, and what has; and the page on which somebody says that she would rather not be asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.listing import Column, link
from brobygger.core.paging import page_of
from brobygger.surveys import declining
from brobygger.surveys.forms.by_itself import RuleForm
from brobygger.surveys.models import About, EvaluationRule, SentByItself
from brobygger.surveys.models.questionnaires import EVALUATIONS

ON_A_PAGE = 50
WHEN = {
    About.EVENT: gettext_lazy("The day after an event of yours with sign-up: to those who came and have a mail."),
    About.NETWORK: gettext_lazy("Once a year, the day after a meeting: to all members of the network."),
    About.GROUP: gettext_lazy("When a group ends: to those who had a seat."),
    About.CONSULTATION: gettext_lazy("The day after: to the association, or to the one who asked by the form. All share one questionnaire for half a year."),
    About.VOLUNTEER: gettext_lazy("Three months after she began, if she is still there. All share one questionnaire for half a year."),
}


@needs(May.EDIT_SURVEYS)
def by_itself(request: StaffRequest, centre: str) -> HttpResponse:
    """Each kind with whether it is on, and below what was sent and what was not."""
    there = {each.about: each for each in EvaluationRule.objects.select_related("questionnaire")}
    rules = [(each, WHEN[each], there.get(each)) for each in EVALUATIONS]
    page, query = page_of(SentByItself.objects.listed().order_by("-on", "-pk"), request.GET, ON_A_PAGE)
    columns = [Column(_("Day")), Column(_("What")), Column(_("What came of it")), Column(_("Asked"), "num")]
    context = {"rules": rules, "page": page, "query": query, "may_edit": True, "columns": columns, "lines": [_line(each) for each in page.object_list]}
    return render(request, "surveys/by_itself.html", context)


def _line(row: Any) -> list[object]:
    title = str(row)
    return [f"{row.on:%d.%m.%Y}", link(row.sending.get_absolute_url(), title) if row.sending is not None else title, row.get_outcome_display(), row.people or "–"]


@needs(May.EDIT_SURVEYS)
def rule(request: StaffRequest, centre: str, about: str) -> HttpResponse:
    if about not in {str(each) for each in EVALUATIONS}:
        raise Http404
    row = EvaluationRule.objects.filter(about=about).first() or EvaluationRule(about=about)
    was_active = row.active
    form = RuleForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid() and form.cleaned_data["active"] and not was_active:
            row.since = timezone.localdate()  # what lies before is asked about by hand
        if saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect("surveys:by_itself", centre=centre)
        form.stand_on_theirs()
    return render(request, "surveys/rule.html", {"form": form, "about": About(about), "when": WHEN[About(about)], "theirs": form.theirs}, status=422 if form.errors else 200)


@open_to_all
def no_thanks(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The link tells whom it is about without saying so. Nothing happens before the button is pressed, since programs open links too."""
    digest = declining.digest_in(token)
    if not digest:
        raise Http404
    if request.method == "POST":
        if request.POST.get("act") == "back":
            declining.take_back(digest)
        else:
            declining.decline(digest, now=timezone.now())
        return redirect(request.path)
    response = render(request, "surveys/no_thanks.html", {"declined": declining.has_declined(digest)})
    response["Cache-Control"] = "no-store"
    return response
