"""The numbers on the public front that answer when it cannot wait."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.directory.forms.lines import HelpLineForm
from brobygger.directory.models import HelpLine


@needs(May.SEE_OFFERS)
def lines(request: StaffRequest, centre: str) -> HttpResponse:
    return render(request, "directory/lines.html", {"rows": HelpLine.objects.all(), "may_edit": request.access.may(May.EDIT_OFFERS)})


@needs(May.EDIT_OFFERS)
def line(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(HelpLine, pk=pk) if pk else HelpLine(position=HelpLine.objects.count())
    if pk and request.POST.get("act") == "delete":
        audit.record("removed", row, by=request.user)
        row.delete()
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row})
        return redirect("directory:lines", centre=centre)
    form = HelpLineForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("directory:lines", centre=centre)
        form.stand_on_theirs()
    context = {"form": form, "title": row.name if pk else _("New help line"), "theirs": form.theirs, "deletable": bool(pk), "draft": f"line-{pk or 'new'}-{row.version}"}
    return render(request, "directory/line_form.html", context, status=422 if form.errors else 200)
