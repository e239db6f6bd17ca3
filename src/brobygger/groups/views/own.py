"""An association's groups, on its own pages: the list, and one new or changed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.groups import own as acts
from brobygger.groups.forms.groups import OwnGroupForm
from brobygger.groups.models import Group, GroupState
from brobygger.groups.views.groups import put
from brobygger.organisations.own import own_or_404, own_page

ON_A_PAGE = 50


@needs(May.OWN_ORGANISATION)
def groups(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Its groups: shown in the overview, waiting for the centre to look, or over."""
    own = own_or_404(request, pk)
    page, query = page_of(Group.objects.listed().filter(organisation=own.organisation).order_by("ended_on", "title", "pk"), request.GET, ON_A_PAGE)
    return own_page(request, own, "groups/own_groups.html", {"page": page, "query": query}, here="groups")


@needs(May.OWN_ORGANISATION)
def group(request: StaffRequest, centre: str, pk: int, group: int | None = None) -> HttpResponse:
    """One of its groups, new or changed; the centre looks before a new one is shown."""
    own = own_or_404(request, pk)
    rows = Group.objects.listed().filter(organisation=own.organisation).exclude(state=GroupState.ENDED)
    row = get_object_or_404(rows, pk=group) if group else Group(organisation=own.organisation)
    before = audit.values(row) if group else None
    form = OwnGroupForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                acts.propose(row, own, before=before)
            except Stale:
                form.theirs = Group.objects.get(pk=row.pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            except ValidationError as error:
                put(form, error)
            else:
                messages.success(request, _("Thank you. The centre looks at it soon."))
                return redirect("own_groups:groups", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {"form": form, "row": row if group else None, "draft": f"own-group-{group or 'new'}"}
    return own_page(request, own, "groups/own_group.html", context, here="groups", status=422 if form.errors else 200)
