"""The words citizens are understood by: the centre's vocabulary of life situations."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.paging import page_of
from brobygger.directory.finding import index
from brobygger.directory.forms.meanings import MeaningForm
from brobygger.directory.models import Meaning, Offer

ON_A_PAGE = 150


@needs(May.SEE_OFFERS)
def meanings(request: StaffRequest, centre: str) -> HttpResponse:
    """All, with how many public offers each leads to."""
    words = request.GET.get("q", "").strip()[:100]
    rows = Meaning.objects.annotate(n=Count("offers", filter=Q(offers__state=Offer.State.PUBLISHED))).order_by("retired", "name", "pk")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(words__icontains=words))
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    return render(request, "directory/meanings.html", {"page": page, "query": query, "words": words, "may_edit": request.access.may(May.EDIT_OFFERS)})


@needs(May.EDIT_OFFERS)
def meaning(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Meaning, pk=pk) if pk else Meaning()
    if pk and request.POST.get("act") == "delete":
        return _removed(request, row)
    form = MeaningForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            index.reworded()
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("directory:meanings", centre=centre)
        form.stand_on_theirs()
    context = {"form": form, "title": row.name if pk else _("New life situation"), "theirs": form.theirs, "deletable": bool(pk) and not row.key, "draft": f"meaning-{pk or 'new'}-{row.version}"}
    return render(request, "directory/meaning_form.html", context, status=422 if form.errors else 200)


def _removed(request: StaffRequest, row: Meaning) -> HttpResponse:
    """One of the centre's own goes where no offer has it; one that came with the product is marked as no longer used."""
    if row.key or row.offers.exists():
        messages.error(request, _("“%(name)s” is in use or came with the product, so it cannot be deleted. Mark it as no longer used instead.") % {"name": row})
        return redirect("directory:meaning", centre=request.centre.key, pk=row.pk)
    audit.record("removed", row, by=request.user)
    row.delete()
    index.reworded()
    messages.success(request, _("“%(name)s” is taken out.") % {"name": row})
    return redirect("directory:meanings", centre=request.centre.key)
