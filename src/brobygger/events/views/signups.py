"""The office's pages of those who signed up: the list, one added at the desk, one corrected; and what the list asks."""

from django.conf import settings as site
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.models import OutgoingMail
from brobygger.core.outbox import ATTEMPTS
from brobygger.core.spreadsheets import Value
from brobygger.events import carrying, moving_up, places, signing_up
from brobygger.events.forms.events import QuestionForm, SignUpListForm, with_scope
from brobygger.events.forms.signups import ChangeForm, SignUpForm
from brobygger.events.models import Answer, Event, Question, SignUp, SignUpList
from brobygger.events.series import THIS
from brobygger.events.views.events import form_page


def event_with_list(pk: int) -> tuple[Event, SignUpList]:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    if row.signup_list is None:
        raise Http404
    return row, row.signup_list


@needs(May.CHECK_IN)
def signups(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who has a place, who is offered one, the queue in its order, and who left. Mails that could not be delivered are marked."""
    row, own = event_with_list(pk)
    questions = list(own.questions.all())
    answers = Prefetch("answers", queryset=Answer.objects.filter(companion=None).select_related("question"))
    found = list(own.signups.select_related("organisation", "by").prefetch_related(answers, "companions__answers__question"))
    if kind := request.GET.get("format", ""):
        return _file(row, questions, found, kind)
    bounced = set(OutgoingMail.objects.filter(to__in=[each.mail for each in found if each.mail], sent_at=None, attempts__gte=ATTEMPTS).values_list("to", flat=True))
    groups = [(state, [each for each in found if each.state == state]) for state in (SignUp.State.CONFIRMED, SignUp.State.OFFERED, SignUp.State.WAITING, SignUp.State.LEFT)]
    context = {
        "row": row, "list": own, "questions": questions, "groups": [(SignUp.State(state), rows) for state, rows in groups if rows], "free": places.free(own),
        "taken": sum(each.persons for each in found if each.state in {SignUp.State.CONFIRMED, SignUp.State.OFFERED}), "bounced": bounced,
        "may_edit": request.access.may(May.EDIT_EVENTS), "found": found, "now": timezone.now(), "invited_link": f"{site.SITE_URL}{row.public_url}?noegle={own.key}",
    }
    return render(request, "events/signups.html", context)


def _file(row: Event, questions: list[Question], found: list[SignUp], kind: str) -> HttpResponse:
    """One line for each sign-up, and one for each by name who comes with it; persons are counted on the first alone."""
    headers = [str(each) for each in (_("Name"), _("Mail"), _("Association or workplace"), _("Persons"), _("State"), _("Signed up"), _("Comes with"))] + [each.text for each in questions]
    lines: list[list[Value]] = []
    for each in found:
        said = {answer.question_id: answer.text for answer in each.answers.all()}
        lines.append([
            each.name, each.mail, each.where_from, each.persons, str(each.get_state_display()), timezone.localtime(each.signed_up_at).strftime("%Y-%m-%d %H:%M"), "",
            *(said.get(question.pk, "") for question in questions),
        ])
        for one in each.companions.all():
            said = {answer.question_id: answer.text for answer in one.answers.all()}
            lines.append([one.name, "", each.where_from, None, str(each.get_state_display()), "", each.name, *(said.get(question.pk, "") for question in questions)])
    return list_file(str(row), headers, lines, kind=kind)


@needs(May.CHECK_IN)
def add(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Sign somebody up who called or stands at the desk."""
    row, own = event_with_list(pk)
    form = SignUpForm(request.POST or None, signup_list=own, staff=True)
    if request.method == "POST" and form.is_valid():
        try:
            (made,) = signing_up.sign_up([own], form.asking(), now=timezone.now(), by=request.user)
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else next(iter(error.error_dict)), error.messages)
        else:
            if made.state == SignUp.State.WAITING:
                messages.warning(request, _("It is full: %(name)s waits as number %(n)s.") % {"name": made.name, "n": places.in_queue(made)})
            else:
                messages.success(request, _("%(name)s has a place.") % {"name": made.name})
            return redirect("events:signups", centre=centre, pk=pk)
    return form_page(request, form, title=_("Sign somebody up"), row=row, button=_("Sign up"))


@needs(May.CHECK_IN)
def signup(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Correct one that has signed up; give the place back; give somebody in the queue a place though it is full."""
    one = get_object_or_404(SignUp.objects.select_related("organisation", "signup_list"), pk=pk)
    row = Event.objects.listed().filter(signup_list=one.signup_list).order_by("starts_at").first()
    assert row is not None  # noqa: S101 -- a list lives as long as its events
    now, what = timezone.now(), request.POST.get("act", "")
    if request.method == "POST" and what:
        try:
            if what == "leave":
                moving_up.leave(one, centre=request.centre, now=now, by=request.user)
                messages.success(request, _("%(name)s is taken out, and the place goes on to the next.") % {"name": one.name})
            elif what == "let in" and request.access.may(May.EDIT_EVENTS):
                moving_up.let_in(one, centre=request.centre, by=request.user, now=now)
                messages.success(request, _("%(name)s has a place.") % {"name": one.name})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("events:signups", centre=centre, pk=row.pk)
    form = ChangeForm(request.POST or None, signup=one)
    form.fields["name"].label, form.fields["persons"].label = _("Name"), _("Number of persons")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moving_up.change(
                one, name=given["name"], organisation=form.organisation(), label=given["label"], persons=given["persons"], others=form.others(), centre=request.centre, now=now, by=request.user,
            )
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else next(iter(error.error_dict)), error.messages)
        else:
            messages.success(request, _("“%(title)s” is saved.") % {"title": given["name"]})
            return redirect("events:signups", centre=centre, pk=row.pk)
    context = {"form": form, "one": one, "row": row, "waits": one.state == SignUp.State.WAITING, "alive": one.state != SignUp.State.LEFT, "may_edit": request.access.may(May.EDIT_EVENTS)}
    return render(request, "events/signup.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_EVENTS)
def settings(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """How one signs up: places, days, who, and what is asked. An event without sign-up gets one here."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    own = row.signup_list or SignUpList()
    before = audit.values(own) if own.pk else None
    form = SignUpListForm(request.POST or None, instance=own)
    if row.series is not None and not row.series.whole:
        with_scope(form, row)
    if request.method == "POST":
        if form.is_valid():
            try:
                n = carrying.keep_list(
                    row, form.instance, form.cleaned_data.get("scope", THIS), before=before, changed=form.changed_data, centre=request.centre, by=request.user, now=timezone.now(),
                )
            except ValidationError as error:
                form.add_error(None if not hasattr(error, "error_dict") else next(iter(error.error_dict)), error.messages)
            else:
                messages.success(request, _("Sign-up is saved.") + carrying.carried(n))
                return redirect("events:signup_settings", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {"form": form, "row": row, "list": own if own.pk else None, "questions": own.questions.all() if own.pk else [], "draft": f"signup-{pk}-{own.version}"}
    return render(request, "events/signup_settings.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_EVENTS)
def question(request: StaffRequest, centre: str, pk: int, question: int | None = None) -> HttpResponse:
    """Something the list asks: new, changed, or taken out where nobody has answered it yet."""
    row, own = event_with_list(pk)
    one = get_object_or_404(Question, pk=question, signup_list=own) if question else Question(signup_list=own, position=own.questions.count() + 1)
    was = one.text
    if question and request.POST.get("act") == "delete":
        return _take_out(request, row, one)
    form = QuestionForm(request.POST or None, instance=one)
    if row.series is not None and not row.series.whole:
        with_scope(form, row)
    if request.method == "POST" and saved(form, by=request.user):
        n = carrying.carry_question(row, one, form.cleaned_data.get("scope", THIS), was=was, by=request.user, now=timezone.now())
        messages.success(request, _("The question is saved.") + carrying.carried(n))
        return redirect("events:signup_settings", centre=centre, pk=pk)
    return form_page(request, form, title=_("A question"), row=row, deletable=bool(question))


def _take_out(request: StaffRequest, row: Event, one: Question) -> HttpResponse:
    if one.answers.exists():
        messages.error(request, _("Somebody has answered it already, so it stays. You may reword it."))
    else:
        audit.record("removed", one, by=request.user)
        called = one.text
        one.delete()
        n = carrying.drop(row, "question", called, request.POST.get("scope", THIS), by=request.user, now=timezone.now())
        messages.success(request, _("The question is gone.") + (" " + _("So it is on %(n)s other dates.") % {"n": n} if n else ""))
    return redirect("events:signup_settings", centre=request.centre.key, pk=row.pk)


@needs(May.EDIT_EVENTS)
@require_POST
def close(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Take no more sign-ups from now on; or take them again."""
    row, own = event_with_list(pk)
    before = audit.values(own)
    now = timezone.now()
    own.closes_at = None if own.closes_at and own.closes_at <= now else now
    if own.opens_at and own.closes_at and own.closes_at <= own.opens_at:
        own.opens_at = None
    own.save()
    audit.record("edited", own, by=request.user, before=before, now=now)
    messages.success(request, _("Sign-up is closed.") if own.closes_at else _("One can sign up again."))
    return redirect("events:signups", centre=centre, pk=row.pk)
