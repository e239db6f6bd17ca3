"""Equipment on an association's own pages: what can be borrowed, its loans, and a new one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.organisations.own import own_or_404, own_page
from brobygger.rooms import lending
from brobygger.rooms.forms.equipment import LoanForm
from brobygger.rooms.models import Equipment, Loan, LoanState
from brobygger.rooms.views.house import put

ON_A_PAGE = 30


@needs(May.OWN_ORGANISATION)
def loans(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Its loans, the newest first, and what the house lends out. A loan that is not fetched yet can be given up."""
    own = own_or_404(request, pk)
    if request.method == "POST":
        row = get_object_or_404(Loan.objects.listed().filter(organisation=own.organisation), pk=key_of(request.POST.get("loan")))
        try:
            lending.end(row, LoanState.CANCELLED, by=request.user, now=own.now, centre=request.centre)
            messages.success(request, _("Thank you for telling. Now others can have it."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("own_rooms:loans", centre=centre, pk=pk)
    page, query = page_of(Loan.objects.listed().filter(organisation=own.organisation).order_by("-due_on", "-pk"), request.GET, ON_A_PAGE)
    kinds = list(Equipment.objects.in_use())
    free = lending.free_of_all(kinds, own.today)
    lines = [(row, row.is_overdue(own.today), row.state == LoanState.RESERVED and row.due_on >= own.today) for row in page.object_list]
    return own_page(request, own, "rooms/own_loans.html", {"page": page, "query": query, "lines": lines, "kinds": [(row, free[row.pk]) for row in kinds]}, here="loans")


@needs(May.OWN_ORGANISATION)
def borrow(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Ask for a loan: where so many are free on those days, they are put aside at once."""
    own = own_or_404(request, pk)
    row = Loan(organisation=own.organisation, name=request.user.name, mail=request.user.email)
    form = LoanForm(request.POST or None, instance=row, own=True, initial={"equipment": key_of(request.GET.get("udstyr")), "name": request.user.name, "mail": request.user.email})
    if request.method == "POST" and form.is_valid():
        try:
            lending.put_aside(row, by=request.user, now=timezone.now(), centre=request.centre, own=True)
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("%(what)s is put aside for you.") % {"what": row})
            return redirect("own_rooms:loans", centre=centre, pk=pk)
    context = {"form": form, "draft": f"own-loan-{pk}", "any_kind": Equipment.objects.in_use().exists()}
    return own_page(request, own, "rooms/own_loan.html", context, here="loans", status=422 if form.errors else 200)
