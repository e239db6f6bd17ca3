"""What the centre has chosen for its exchange; and the accounts of hours, where it keeps them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, link
from brobygger.core.paging import page_of
from brobygger.exchange import accounts, neighbours
from brobygger.exchange.forms.rules import RulesForm

ON_A_PAGE = 100


@needs(May.RUN_CENTRE)
def rules(request: StaffRequest, centre: str) -> HttpResponse:
    form = RulesForm(request.POST or None, instance=neighbours.rules())
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect("exchange:rules", centre=centre)
        form.stand_on_theirs()
    return render(request, "exchange/rules.html", {"form": form, "theirs": form.theirs, "mutual": neighbours.mutual()}, status=422 if form.errors else 200)


@needs(May.SEE_EXCHANGE)
def hours(request: StaffRequest, centre: str) -> HttpResponse:
    """Of each association, what it has given and got."""
    rows = accounts.all_of_them()
    headings = [_("Association"), _("Hours given"), _("Hours got"), _("Difference")]
    if kind := request.GET.get("format", ""):
        return list_file(str(_("Accounts of hours")), headings, [[str(each.organisation), *(round(minutes / 60, 2) for minutes in (each.given, each.got, each.balance))] for each in rows], kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    may_see = request.access.may(May.SEE_ORGANISATIONS)
    lines = [
        [link(f"/{centre}/kontor/organisationer/{each.organisation.pk}/", each.organisation) if may_see else each.organisation, *(floatformat(minutes / 60, -2) for minutes in (each.given, each.got, each.balance))] for each in page
    ]
    context = {"on": neighbours.rules().hour_accounts, "page": page, "query": query, "columns": [Column(headings[0], named=False), *(Column(each, "num") for each in headings[1:])], "lines": lines}
    return render(request, "exchange/hours.html", context)
