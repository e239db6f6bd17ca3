"""The office's letters: what is being written, one with its blocks, how it looks, and the steps on its way."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.listing import Column, below, link, tag, together
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.newsletters import clicking, recipients, rendering, sending, writing
from brobygger.newsletters.forms.letters import BlockForm, LetterForm, RulesForm, SendForm
from brobygger.newsletters.models import Block, ClickRules, Newsletter
from brobygger.newsletters.views import sending_steps
from brobygger.newsletters.views.audiences import summary

ON_A_PAGE = 30


@needs(May.WRITE_NEWSLETTERS)
def newsletters(request: StaffRequest, centre: str) -> HttpResponse:
    which = request.GET.get("vis", "") if request.GET.get("vis") in {"nu", "sendte"} else "nu"
    rows = Newsletter.objects.listed().prefetch_related("audiences")
    rows = rows.in_the_works() if which == "nu" else rows.exclude(pk__in=Newsletter.objects.in_the_works().values("pk"))
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    columns = [Column(_("Letter"), named=False), Column(_("To")), Column(_("State"))]
    context = {"page": page, "query": query, "columns": columns, "lines": [_line(each) for each in page], "which": which}
    return render(request, "newsletters/newsletters.html", context)


def _line(row: Any) -> list[object]:
    said = ", ".join(part for part in (str(row.written_by or ""), date_format(localtime(row.started_at or row.created_at), "j.n.Y")) if part)
    return [together(link(row.get_absolute_url(), row.subject), below(said)), ", ".join(str(each) for each in row.audiences.all()) or "–", tag(row.get_state_display())]


@needs(May.WRITE_NEWSLETTERS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    row = Newsletter()
    form = LetterForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        writing.begin(row, list(form.cleaned_data["audiences"]), by=request.user, now=timezone.now())
        messages.success(request, _("Now write what is in it. What fills itself stands there already."))
        return redirect("newsletters:newsletter", centre=centre, pk=row.pk)
    context = {"form": form, "title": _("New newsletter"), "lead": _("First what it is called and who gets it. Nothing is sent before somebody who may says so."), "back": f"/{centre}/kontor/nyhedsbreve/", "button": _("Go on"), "draft": "newsletter-new"}
    return render(request, "newsletters/form.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
def newsletter(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One letter: its blocks with what they hold now, who would get it, and what can be done."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    now = timezone.now()
    content = rendering.content_of(row, now=now)
    held = {each["pk"]: each for each in content["blocks"]}
    audiences = list(row.audiences.all())
    context: dict[str, Any] = {
        "row": row, "blocks": [(each, held.get(each.pk, {}).get("items", [])) for each in row.blocks.select_related("theme", "locality")], "kinds": Block.Kind.choices, "audiences": audiences,
        "schedule": SendForm(), "progress": sending.progress(row) if row.started_at else {}, "may_send": request.access.may(May.SEND_NEWSLETTERS), "missing": writing.missing(row, now=now) if row.may_be_edited else [], "mail": request.user.email,
        "reach": summary(recipients.outcome(audiences, timezone.localdate(), theme=row.theme_id)), "clicks": clicking.told(row) if row.started_at else {}, "history": Change.objects.filter(model=Newsletter._meta.label, row=row.pk).select_related("by")[:20],
    }
    return render(request, "newsletters/newsletter.html", context)


@needs(May.WRITE_NEWSLETTERS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    before = audit.values(row)
    form = LetterForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                writing.edit(row, list(form.cleaned_data["audiences"]), before=before, by=request.user, now=timezone.now())
            except ValidationError as error:
                form.add_error(None, error.messages)
            except Stale:  # in the moment between
                form.theirs = Newsletter.objects.get(pk=pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            else:
                messages.success(request, _("“%(subject)s” is saved.") % {"subject": row.subject})
                return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "title": _("Subject and recipients"), "back": row.get_absolute_url(), "button": _("Save"), "draft": f"newsletter-{row.pk}-{row.version}"}
    return render(request, "newsletters/form.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
def block(request: StaffRequest, centre: str, pk: int, block: int | None = None) -> HttpResponse:
    """A new block of the kind the address says, or one that is changed."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    if block is None:
        kind = request.GET.get("slags", Block.Kind.TEXT.value)
        if kind not in Block.Kind.values:
            raise Http404
        part = Block(newsletter=row, kind=kind, days=60 if kind == Block.Kind.EVENTS else 30)
    else:
        part = get_object_or_404(Block.objects.select_related("newsletter__centre"), pk=block, newsletter=row)
    form = BlockForm(request.POST or None, request.FILES or None, instance=part)
    if request.method == "POST" and form.is_valid():
        try:
            writing.keep_block(part, by=request.user, now=timezone.now(), about=form.cleaned_data.get("about"))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(f"{row.get_absolute_url()}#blok-{part.pk}")
    form.stand_on_theirs()
    title = str(part.get_kind_display()).capitalize()
    context = {"form": form, "title": title, "was": form.theirs.text if isinstance(form.theirs, Block) else "", "back": row.get_absolute_url(), "button": _("Save"), "draft": f"newsletter-{row.pk}-{block or part.kind}", "files": part.kind == Block.Kind.PICTURE}
    return render(request, "newsletters/form.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
def preview(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The letter on a telephone and on a desk, and as plain text."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    given = _given(row)
    plain = rendering.put_in(rendering.as_plain(rendering.content_of(row, now=timezone.now()), row.centre), **given)
    return render(request, "newsletters/preview.html", {"row": row, "plain": plain})


@needs(May.WRITE_NEWSLETTERS)
def letter(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The letter itself, as a mail program shows it: for the frames of the preview."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    html = rendering.put_in(rendering.as_mail(rendering.content_of(row, now=timezone.now()), row.centre), **{name: escape(each) for name, each in _given(row).items()})
    return HttpResponse(html, headers={"Content-Security-Policy": rendering.OF_A_LETTER, "Cache-Control": "no-store"})


def _given(row: Newsletter) -> dict[str, str]:
    here = f"/{row.centre.key}/nyhedsbreve/"
    return {"because": _("you look at it beforehand"), "unsubscribe": here, "wishes": here}


@needs(May.WRITE_NEWSLETTERS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The steps of a letter and of its blocks. What only those may who may send is asked for here."""
    row = get_object_or_404(Newsletter.objects.listed(), pk=pk)
    what, now, by = request.POST.get("act", ""), timezone.now(), request.user
    try:
        if what == "test":
            writing.try_out(row, centre=request.access.centre, by=by, now=now)
            messages.success(request, _("It is on its way to %(mail)s, and to nobody else.") % {"mail": by.email})
        elif what == "copy":
            made = writing.copy(row, by=by, now=now)
            messages.success(request, _("A new draft with the same blocks. What fills itself is filled anew."))
            return redirect(made)
        elif what == "ready":
            writing.ask_to_send(row, by=by, now=now)
            messages.success(request, _("Whoever may send it finds it among the to-dos."))
        elif what == "back":
            writing.take_back(row, by=by, now=now)
        elif what == "delete":
            writing.delete(row, by=by, now=now)
            messages.success(request, _("“%(subject)s” is deleted.") % {"subject": row.subject})
            return redirect("newsletters:newsletters", centre=centre)
        elif what in sending_steps.STEPS:
            sending_steps.take(request, row, what, now=now)
        elif what in {"up", "down", "take_out"}:
            number = request.POST.get("block", "")
            part = get_object_or_404(Block.objects.select_related("newsletter"), newsletter=row, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
            if what == "take_out":
                writing.take_out(part, by=by, now=now)
            else:
                writing.move(part, -1 if what == "up" else 1, by=by, now=now)
                return redirect(f"{row.get_absolute_url()}#blok-{part.pk}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


@needs(May.RUN_CENTRE)
def rules(request: StaffRequest, centre: str) -> HttpResponse:
    """Whether links are counted."""
    form = RulesForm(request.POST if request.method == "POST" else None, instance=ClickRules.objects.first() or ClickRules())
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("Saved. It holds for letters that are let go from now on."))
        return redirect("newsletters:rules", centre=centre)
    lead = _("A number for each link and day: how often, never by whom. Each link in a letter then leads through your own site, and the letter says so. Programs that look through mail open links too, so the numbers are a little high.")
    context = {"form": form, "title": _("Newsletters"), "lead": lead, "back": f"/{centre}/kontor/indstillinger/", "button": _("Save"), "draft": "click-rules"}
    return render(request, "newsletters/form.html", context, status=422 if form.errors else 200)
