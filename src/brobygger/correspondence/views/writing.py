"""Writing to those on a list: who gets it and who does not, the words, how it looks, and letting it go."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, lists
from brobygger.core.keys import key_of
from brobygger.correspondence import merging, recipients, rendering, writing
from brobygger.correspondence.forms.letters import LetterForm
from brobygger.correspondence.models import Letter, LetterTemplate
from brobygger.newsletters.models.subscribers import plain

TICKED: Final = 200  # so many are shown one by one; more are chosen by the list's filters
NAMES: Final = 30  # of those who get nothing


@needs(May.WRITE_MAIL)
def write(request: StaffRequest, centre: str) -> HttpResponse:
    if "liste" not in request.GET:
        return redirect("correspondence:letters", centre=centre)
    listed = _list_of(request)
    form = _form(request, listed)
    act = request.POST.get("act", "")
    asked = _asked(request)
    language = form["language"].value() if form["language"].value() in dict(form.fields["language"].choices) else "da"
    with translation.override(language):
        found = list(listed.find(asked, timezone.localdate()))
    result = recipients.outcome(found, chosen=request.POST.getlist("valgt") if "tikket" in request.POST else None)
    context: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        words = rendering.Words(form.cleaned_data["subject"], form.cleaned_data["text"], language, request.user.name, request.access.centre)
        seen = form.seen([each.mail for each in result.people])
        if not result.people:
            form.add_error(None, _("Nobody would get it."))
        elif act == "test":
            writing.try_out(words, result.people[0], by=request.user, now=timezone.now())
            messages.success(request, _("The test is on its way to %(mail)s alone.") % {"mail": request.user.email})
        elif act == "send" and request.POST.get("seen") == seen:
            if len(result.people) > writing.MANY and "sure" not in request.POST:
                context["unsure"] = True
            elif (sent := _sent(request, form, listed, asked, result)) is not None:
                return redirect(sent)
        if result.people and not form.errors and act != "test":
            first = result.people[0]
            context |= {"preview": words.to(name=first.name, of=first.of, because=first.because), "first": first, "seen": seen, "changed": act == "send" and request.POST.get("seen") != seen, "many": len(result.people) > writing.MANY, "without": _without(words, result)}
    chosen = {plain(each.mail) for each in result.people}
    context |= {
        "form": form, "whom": listed.named(asked), "back": _back(request, listed, asked), "n": len(result.people), "all": [(each, plain(each.mail) in chosen) for each in result.all], "ticks": len(result.all) <= TICKED,
        "left_out": [(why, len(names), names[:NAMES]) for why, names in result.left_out.items()], "twice": result.twice, "shown": NAMES, "templates": LetterTemplate.objects.filter(retired=False), "mail": request.user.email, "minutes": int(writing.REGRET.total_seconds() // 60),
    }
    return render(request, "correspondence/write.html", context, status=422 if form.errors or "unsure" in context else 200)


def _list_of(request: StaffRequest) -> AddressedList:
    listed = lists.get(request.GET.get("liste", ""))
    if listed is None:
        raise Http404
    if not request.access.may(listed.needs):
        raise PermissionDenied
    if not listed.named(request.GET):
        raise Http404
    return listed


def _asked(request: StaffRequest) -> QueryDict:
    """The list's filters, and to whom of an organisation, as the form says it now."""
    asked = request.GET.copy()
    if "til" in request.POST:
        asked["til"] = request.POST["til"]
    return asked


def _form(request: StaffRequest, listed: AddressedList) -> LetterForm:
    answers = list(dict.fromkeys(each for each in (request.user.email, request.access.centre.mail) if each))
    more: dict[str, Any] = {"ways": listed.ways, "answers": answers}
    if request.method != "POST":
        return LetterForm(initial={"til": listed.way(request.GET)}, **more)
    if request.POST.get("act") == "fill":
        row = get_object_or_404(LetterTemplate, pk=key_of(request.POST.get("skabelon")) or 0)
        kept = {name: request.POST[name] for name in ("til", "answers_to", "language", "once") if request.POST.get(name)}
        return LetterForm(initial=kept | {"subject": row.subject, "text": row.text}, **more)
    return LetterForm(request.POST, **more)


def _sent(request: StaffRequest, form: LetterForm, listed: AddressedList, asked: QueryDict, result: recipients.Outcome) -> Letter | None:
    given = form.cleaned_data
    letter = Letter(subject=given["subject"], text=given["text"], whom=listed.named(asked)[:200], language=given["language"], answers_to=given["answers_to"], once=given["once"])
    try:
        return writing.send(letter, result.people, by=request.user, now=timezone.now())[0]
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


def _without(words: rendering.Words, result: recipients.Outcome) -> int:
    """For how many the text speaks of an organisation that is not known."""
    return sum(1 for each in result.people if not each.of) if merging.needs_organisation(words.subject + words.text) else 0


def _back(request: StaffRequest, listed: AddressedList, asked: QueryDict) -> str:
    filters = asked.copy()
    for name in ("liste", "til"):
        filters.pop(name, None)
    page = listed.page(asked)
    query = "" if page[-2:-1].isdecimal() else filters.urlencode()
    return f"/{request.access.centre.key}/kontor/{page}{f'?{query}' if query else ''}"
