"""Those who have signed up, and those who are asked: the office's list."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, below, together
from brobygger.core.paging import page_of
from brobygger.newsletters import subscribing, withholding
from brobygger.newsletters.forms.audiences import AskForm, chosen_lists
from brobygger.newsletters.models import Audience, Subscriber, Withheld
from brobygger.organisations.models import Organisation

ON_A_PAGE = 50


@needs(May.WRITE_NEWSLETTERS)
def subscribers(request: StaffRequest, centre: str) -> HttpResponse:
    rows, words, state, chosen = _asked(request)
    page, query = page_of(rows.prefetch_related("lists", "themes"), request.GET, ON_A_PAGE)
    columns = [Column(_("Who"), named=False), Column(_("Newsletters")), Column(_("State"))]
    if request.GET.get("fil"):
        lines = [[each.mail, each.name, ", ".join(str(one) for one in each.lists.all()), _state(each)] for each in rows.prefetch_related("lists")]
        return list_file(_("Signed up for newsletters"), [_("Mail"), _("Name"), _("Newsletters"), _("State")], lines, kind=request.GET["fil"])
    lists = list(Audience.objects.open().values_list("pk", "name"))
    filters = [Filter("q", _("Words"), words), Filter("vis", _("State"), state, lines=[("ja", _("have said yes")), ("spurgt", _("are asked"))])]
    if len(lists) > 1:
        filters.append(Filter("brev", pgettext("filter", "Newsletter"), chosen, lines=lists))
    withheld = Withheld.objects.all()
    context: dict[str, Any] = {
        "page": page, "query": query, "columns": columns, "rows": [(each, _line(each)) for each in page], "filters": filters, "narrowed": bool(words or state or chosen), "files": request.GET.urlencode(),
        "unsubscribed": withheld.filter(why=Withheld.Why.UNSUBSCRIBED).count(), "bounced": withheld.bounced().count(), "url": f"/{centre}/nyhedsbreve/",
    }
    return render(request, "newsletters/subscribers.html", context)


def _asked(request: StaffRequest) -> tuple[Any, str, str, int | None]:
    words, state, brev = request.GET.get("q", "").strip()[:100], request.GET.get("vis", ""), request.GET.get("brev", "")
    chosen = int(brev) if brev.isdecimal() and len(brev) < 18 else None
    rows = Subscriber.objects.all()
    if words:
        rows = rows.filter(Q(mail__icontains=words) | Q(name__icontains=words))
    if state in {"ja", "spurgt"}:
        rows = rows.filter(confirmed_at__isnull=state == "spurgt")
    else:
        state = ""
    if chosen:
        rows = rows.filter(lists=chosen)
    return rows, words, state, chosen


def _state(row: Subscriber) -> str:
    day = date_format(localtime(row.since), "j.n.Y")
    return _("said yes on %(day)s") % {"day": day} if row.confirmed_at else _("asked on %(day)s") % {"day": day}


def _line(row: Any) -> list[object]:
    themes = ", ".join(str(each) for each in row.themes.all())
    return [together(row.name or row.mail, below(row.mail if row.name else "")), together(", ".join(str(each) for each in row.lists.all()) or "–", below(themes)), _state(row)]


@needs(May.WRITE_NEWSLETTERS)
def ask(request: StaffRequest, centre: str) -> HttpResponse:
    """One address that a colleague writes: asked by mail, in once it says yes."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            subscribing.ask_one(given["mail"], given["name"], centre=request.access.centre, by=request.user, now=timezone.now(), lists=chosen_lists(form))
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "mail", error.messages)
        else:
            messages.success(request, _("%(mail)s is asked by mail, and gets newsletters once the answer is yes.") % {"mail": given["mail"]})
            return redirect("newsletters:subscribers", centre=centre)
    context = {"form": form, "title": _("Ask somebody"), "lead": _("Nobody gets newsletters without having said yes by a mail of their own; members excepted. We write and ask."), "back": f"/{centre}/kontor/nyhedsbreve/tilmeldte/", "button": _("Ask by mail"), "draft": "subscriber-ask"}
    return render(request, "newsletters/form.html", context, status=422 if form.errors else 200)


@needs(May.WRITE_NEWSLETTERS)
@require_POST
def remove(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Subscriber, pk=pk)
    subscribing.remove(row, by=request.user, now=timezone.now())
    messages.success(request, _("The address is taken off, and gets no more newsletters."))
    return redirect("newsletters:subscribers", centre=centre)


@needs(May.WRITE_NEWSLETTERS)
def stopped(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The addresses of one organisation that nothing comes through to, and trying one of them again."""
    row = get_object_or_404(Organisation, pk=pk)
    found = withholding.stopped_of(row, request.access.centre.pk)
    if request.method == "POST" and (mail := request.POST.get("mail", "")) in found:
        withholding.try_again(row, mail, by=request.user, now=timezone.now())
        messages.success(request, _("%(mail)s is written to again. Should mail come back three times more, it is stopped anew.") % {"mail": mail})
        return redirect("newsletters:stopped", centre=centre, pk=pk)
    return render(request, "newsletters/stopped.html", {"row": row, "found": found.items()})
