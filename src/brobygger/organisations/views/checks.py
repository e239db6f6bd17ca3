"""The yearly round: the page its link opens, and what staff see of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.paging import page_of
from brobygger.organisations import checks
from brobygger.organisations.forms.checks import CheckForm, CheckRulesForm
from brobygger.organisations.models import CheckAnswer, CheckRound, CheckRules, Contact, Organisation
from brobygger.organisations.own import own_or_404

ON_A_PAGE = 50


@never_cache
@open_to_all
def check(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What the centre knows, to be confirmed with one click or put right. Opening the page changes nothing; once answered it shows nothing more."""
    row = checks.answer_of(token)
    if row is None:
        return render(request, "organisations/check_gone.html", status=410)
    if row.answered_at is not None:
        return render(request, "organisations/check_thanks.html", {"row": row})
    act, now = request.POST.get("act", ""), timezone.now()
    form = None
    if "ret" in request.GET or act == "change":
        form = CheckForm(request.POST if act == "change" else None, instance=Organisation.objects.get(pk=row.organisation_id))
    try:
        if act == "confirm":
            checks.answer(row, how=CheckAnswer.How.CONFIRMED, by=None, now=now)
            return redirect(request.path)
        if act == "change" and form is not None and _changed(form, row):
            return redirect(request.path)
    except ValidationError:
        return redirect(request.path)  # answered in the meantime; the page says so
    if form is not None:
        form.stand_on_theirs()
    organisation = row.organisation
    context = {
        "row": row, "organisation": organisation, "form": form, "localities": organisation.localities.all(), "themes": organisation.themes.all(),
        "target_groups": organisation.target_groups.all(),
        "contacts": Contact.objects.on(timezone.localdate()).filter(organisation=organisation).select_related("person"),
        "welcomes": Organisation.objects.welcoming(timezone.localdate()).filter(pk=organisation.pk).exists(),
    }
    return render(request, "organisations/check.html", context, status=422 if form is not None and form.errors else 200)


@transaction.atomic
def _changed(form: CheckForm, row: CheckAnswer) -> bool:
    if not saved(form, by=None, edited="edited by itself"):
        return False
    checks.answer(row, how=CheckAnswer.How.CHANGED, by=None, now=timezone.now(), message=form.cleaned_data["message"])
    return True


@needs(May.EDIT_ORGANISATIONS)
def rounds(request: StaffRequest, centre: str) -> HttpResponse:
    """The newest round with those who have not answered, and what was written; start the next, or let a month do it."""
    rules = CheckRules.objects.first() or CheckRules()
    form = CheckRulesForm(request.POST if request.POST.get("act") == "rules" else None, instance=rules)
    if request.POST.get("act") == "start":
        try:
            checks.start(centre=request.centre, by=request.user, now=timezone.now())
            messages.success(request, _("The round has begun. The mails are on their way."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("organisations:rounds", centre=centre)
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("organisations:rounds", centre=centre)
    newest = CheckRound.objects.select_related("started_by").first()
    answers = CheckAnswer.objects.of_newest_round()
    page, query = page_of(answers.unanswered().select_related("organisation"), request.GET, ON_A_PAGE)
    context = {
        "newest": newest, "young": newest is not None and checks.is_young(newest, timezone.localdate()), "form": form, "page": page, "query": query, "all": answers.count(), "answered": answers.exclude(answered_at=None).count(),
        "written": answers.exclude(message="").select_related("organisation")[:ON_A_PAGE], "earlier": CheckRound.objects.all()[1:6],
    }
    return render(request, "organisations/rounds.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def told(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The organisation has told staff, by telephone or over the counter, that what is known is right."""
    row = checks.open_answer(get_object_or_404(Organisation, pk=pk))
    try:
        if row is not None:
            checks.answer(row, how=CheckAnswer.How.STAFF, by=request.user, now=timezone.now())
            messages.success(request, _("Written down as answered."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("organisations:organisation", centre=centre, pk=pk)


@needs(May.OWN_ORGANISATION)
@require_POST
def own_check(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The association says on its own pages that its profile is right."""
    own = own_or_404(request, pk)
    row = checks.open_answer(own.organisation)
    try:
        if row is not None:
            checks.answer(row, how=CheckAnswer.How.OWN_PAGES, by=request.user, now=own.now)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Thank you. The centre knows that it is right."))
    return redirect("own:start", centre=centre, pk=pk)
