"""Whom a sending asks, and answers that came on paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.surveys import actions, answering
from brobygger.surveys.around import subject_of, those_in
from brobygger.surveys.checking import check
from brobygger.surveys.declining import declined
from brobygger.surveys.forms.answering import AnswerForm
from brobygger.surveys.forms.sending import PeopleForm
from brobygger.surveys.models import Envelope, PersonalLink, Response, Sending, Way
from brobygger.surveys.recipients import once, preview
from brobygger.surveys.results import in_words
from brobygger.surveys.structure import read

ON_A_PAGE, ANSWERS_ON_A_PAGE = 100, 20
SHOWN = 12  # names in a preview


@needs(May.EDIT_SURVEYS)
def people(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who has a link; more people. Of an anonymous sending nobody is told who has answered."""
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    now, today = timezone.now(), timezone.localdate()
    own, act = those_in(row, today), request.POST.get("act", "")
    form, wrong, seen = PeopleForm(request.POST if act in {"see", "add"} else None, today=today), "", None
    try:
        if act == "take_away":
            actions.take_away(row, get_object_or_404(PersonalLink, sending=row, pk=key_of(request.POST.get("link")) or 0), by=request.user, now=now)
            return redirect(request.path)
        if act == "see" and form.is_valid():
            everybody = form.all_of_them()
            seen = preview(everybody, set(row.links.values_list("mail", flat=True)), declined((each.mail for each in everybody), row.centre_id))
        if act == "own" or (act == "add" and form.is_valid()):
            n = actions.ask(row, own if act == "own" else once(form.all_of_them()), by=request.user, now=now)
            messages.success(request, ngettext("%(n)s person more is asked.", "%(n)s persons more are asked.", n) % {"n": n} if n else _("They were all asked already."))
            return redirect(request.path)
    except ValidationError as error:
        wrong = " ".join(error.messages)
    page, query = page_of(row.links.order_by("name", "mail"), request.GET, ON_A_PAGE)
    context = {
        "row": row, "form": form, "page": page, "query": query, "shows_spent": not row.anonymous and row.opened_on is not None, "own": len(own), "about": subject_of(row), "may_add": not row.is_over(today), "is_open": row.opened_on is not None, "wrong": wrong, "seen": seen, "shown": SHOWN,
    }
    return render(request, "surveys/people.html", context, status=422 if wrong or form.errors else 200)


@needs(May.EDIT_SURVEYS)
def answers(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Of a named sending, who answered what. Of an anonymous one there is no such page."""
    row = get_object_or_404(Sending.objects.listed().filter(anonymous=False), pk=pk)
    structure = read(row.edition.content, get_language() or "")
    page, query = page_of(Response.objects.filter(sending=row).select_related("link").order_by("link__name", "pk"), request.GET, ANSWERS_ON_A_PAGE)
    told = [(str(each.link), each.answered_on, in_words(structure, each.answers)) for each in page.object_list]
    return render(request, "surveys/answers.html", {"row": row, "answers": told, "page": page, "query": query})


@needs(May.EDIT_SURVEYS)
def paper(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Type in one answer after the other. Of a named sending it is said whose it is."""
    row = get_object_or_404(Sending.objects.listed(), pk=pk)
    if not row.takes_answers(timezone.localdate()):
        messages.error(request, _("It takes no answers now."))
        return redirect(row)
    structure = read(row.edition.content, get_language() or "")
    every = list(structure.questions)
    form = AnswerForm(request.POST or None, structure=structure, questions=every)
    silent = [] if row.anonymous else list(row.links.filter(spent=False))
    wrong = ""
    if request.method == "POST" and form.is_valid():
        link = None if row.anonymous else next((each for each in silent if str(each.pk) == request.POST.get("link")), None)
        found = check(structure, form.said())
        if not row.anonymous and link is None:
            wrong = _("Whose answers are these?")
        elif not found.answers:
            wrong = _("Nothing is answered yet.")
        else:
            _keep(row, link, found.answers, request.POST.get("once", "")[:40])
            messages.success(request, _("It is typed in. Ready for the next."))
            return redirect(request.path)
    if not every:
        raise Http404
    typed: Any = Response.objects.filter(sending=row, way=Way.PAPER).count() if not row.anonymous else None
    context = {"row": row, "form": form, "silent": silent, "wrong": wrong, "once": answering.new_once(), "typed": typed, "waiting": Envelope.objects.filter(sending=row).count()}
    return render(request, "surveys/paper.html", context, status=422 if form.errors or wrong else 200)


def _keep(row: Sending, link: PersonalLink | None, answers: dict[str, Any], once: str) -> None:
    try:
        answering.give(answering.Door(row, link), answers, once=once, now=timezone.now(), way=Way.PAPER)
    except answering.Spent:
        return
