"""From an event, a group or a network to a questionnaire that is ready to go out to those who were part of it, in one press."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.surveys import actions, editing
from brobygger.surveys.around import about_of, address_of, those_in
from brobygger.surveys.first_questionnaires import content, first
from brobygger.surveys.forms.sending import EvaluationForm
from brobygger.surveys.models import About, Sending
from brobygger.surveys.protecting import FEW

KINDS = {"event": About.EVENT, "group": About.GROUP, "network": About.NETWORK}


@needs(May.EDIT_SURVEYS)
def evaluate(request: StaffRequest, centre: str) -> HttpResponse:
    """Which questionnaire, until when; those who were part of it are put on the list. It is opened on the next page."""
    about = about_of(request.GET)
    if not about:
        return redirect("surveys:questionnaires", centre=centre)
    (field, row), today, now = next(iter(about.items())), timezone.localdate(), timezone.now()
    sent = Sending(title=_("What did you think of “%(title)s”?") % {"title": str(row)[:120]}, **about)
    people = those_in(sent, today)
    form = EvaluationForm(request.POST or None, about=KINDS[field], today=today)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["questionnaire"]
        if chosen is None:
            one = first(KINDS[field])
            chosen = editing.make(title=one.title, about=one.about, content=content(one), by=request.user, now=now)
        sent.closes_on = form.cleaned_data["closes_on"]
        try:
            actions.prepare(chosen, sent, by=request.user, now=now)
            actions.ask(sent, people, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("It is ready. Have a look, and open it."))
            return redirect(sent)
    context = {"form": form, "row": row, "people": len(people), "few": len(people) < FEW, "back": address_of(row, request.centre)}
    return render(request, "surveys/evaluate.html", context, status=422 if form.errors else 200)
