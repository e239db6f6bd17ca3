"""Frameworks: the list, one with its points and rounds, its words, its order, a new edition."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.form_pages import form_page, kept, removed
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.downloads import list_file
from brobygger.quality import framing
from brobygger.quality.due import next_round
from brobygger.quality.forms.frameworks import EditionForm, FrameworkForm, PointForm, TextsForm
from brobygger.quality.models import Framework, Point, Round
from brobygger.quality.models.frameworks import scale_of, tree


@needs(May.SEE_QUALITY)
def frameworks(request: StaffRequest, centre: str) -> HttpResponse:
    """Those in use with their latest round; and where one is asked, the way to answer."""
    rows = list(Framework.objects.listed())
    latest: dict[int, Round] = {}
    for row in Round.objects.listed().order_by("-ends_on", "-pk"):
        latest.setdefault(row.framework_id, row)
    asked = Round.objects.listed().filter(Q(closed_at=None), assessors__user=request.user, assessors__answered_at=None)
    context = {"rows": [(row, latest.get(row.pk)) for row in rows], "asked": list(asked), "may_run": request.access.may(May.RUN_QUALITY)}
    return render(request, "quality/frameworks.html", context)


@needs(May.SEE_QUALITY)
def framework(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Framework.objects.listed(), pk=pk)
    points = tree(Point.objects.filter(framework=row))
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("No."), _("Level"), _("Text"), _("Explanation"))]
        return list_file(str(row), headers, [[each.number, str(each.get_level_display()), each.title, each.text] for each in points], kind=kind)
    rounds = list(Round.objects.listed().filter(framework=row))
    settled = any(each.is_closed for each in rounds)
    may_run = request.access.may(May.RUN_QUALITY)
    context = {
        "row": row, "points": points, "bare": sum(not each.title for each in points), "rounds": rounds, "settled": settled, "scale": scale_of(row).values(),
        "under_way": any(not each.is_closed for each in rounds), "may_run": may_run, "may_write": may_run and not settled, "editions": Framework.objects.listed().filter(copied_from=row), "next": next_round(row, rounds),
    }
    return render(request, "quality/framework.html", context)


@needs(May.RUN_QUALITY)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    row = Framework(responsible=request.user)
    form = FrameworkForm(request.POST or None, instance=row)
    if kept(request, form, lambda: framing.begin(row, form.cleaned_data["shape"], by=request.user, now=timezone.now()), said=_("The framework is here. Type its published texts.")):
        return redirect("quality:texts", centre=centre, pk=row.pk) if row.points.exists() else redirect(row)
    return form_page(request, form, title=_("New quality framework"), back=reverse("quality:frameworks", args=[centre]), draft="framework-new", lead=_("You type the published texts yourselves; they belong to those who publish them."))


@needs(May.RUN_QUALITY)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Framework.objects.listed(), pk=pk)
    before, title = audit.values(row), str(row)
    form = FrameworkForm(request.POST or None, instance=row)
    if kept(request, form, lambda: framing.keep(row, before=before, by=request.user, now=timezone.now())):
        return redirect(row)
    return form_page(request, form, title=title, back=row.get_absolute_url(), draft=f"framework-{pk}")


@needs(May.RUN_QUALITY)
def texts(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """All words on one page, so that a published text is typed in one go."""
    row = get_object_or_404(Framework.objects.listed(), pk=pk)
    form = TextsForm(tree(Point.objects.filter(framework=row)), request.POST or None)
    if kept(request, form, lambda: framing.write_all(row, form.texts, by=request.user, now=timezone.now())):
        return redirect(row)
    return form_page(request, form, title=_("The texts of %(framework)s") % {"framework": row}, back=row.get_absolute_url(), draft=f"framework-texts-{pk}", lead=_("You can save as you go; a point without text is asked for before the first round."))


@needs(May.RUN_QUALITY)
def new_point(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A theme, or what ``under`` in the address takes below it."""
    row = get_object_or_404(Framework.objects.listed(), pk=pk)
    under = request.GET.get("under", "")
    parent = get_object_or_404(Point, framework=row, pk=int(under)) if under.isdecimal() and len(under) < 18 else None
    level = parent.below_level if parent else Point.Level.THEME
    if not level:
        messages.error(request, _("Nothing hangs under an indicator."))
        return redirect(row)
    point = Point(framework=row, parent=parent, level=level)
    form = PointForm(request.POST or None, instance=point)
    if kept(request, form, lambda: framing.add(point, by=request.user, now=timezone.now())):
        return redirect(f"{row.get_absolute_url()}#punkt-{point.pk}")
    return form_page(request, form, title=_("New %(level)s") % {"level": point.get_level_display()}, back=row.get_absolute_url(), draft=f"point-new-{pk}-{under}", lead=str(parent or ""))


@needs(May.RUN_QUALITY)
def point(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Point.objects.select_related("framework__centre"), pk=pk)
    back = row.framework.get_absolute_url()
    if removed(request, lambda: framing.take_out(row, by=request.user, now=timezone.now()), said=_("It is taken out.")):
        return redirect(back)
    before, title = audit.values(row), str(row)
    form = PointForm(request.POST if request.method == "POST" and request.POST.get("act") != "remove" else None, instance=row)
    if request.POST.get("act") != "remove" and kept(request, form, lambda: framing.write(row, before=before, by=request.user, now=timezone.now())):
        return redirect(f"{back}#punkt-{pk}")
    return form_page(request, form, title=title, back=back, draft=f"point-{pk}", removal=_("It goes, with all that hangs under it. What somebody has answered stays."))


@needs(May.RUN_QUALITY)
@require_POST
def move_point(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Point.objects.select_related("framework__centre"), pk=pk)
    try:
        framing.move(row, -1 if request.POST.get("way") == "up" else 1, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{row.framework.get_absolute_url()}#punkt-{pk}")


@needs(May.RUN_QUALITY)
def new_edition(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Framework.objects.listed(), pk=pk)
    form = EditionForm(request.POST or None, initial={"edition": str(timezone.localdate().year)})
    made: list[Framework] = []
    if kept(request, form, lambda: made.append(framing.new_edition(row, form.cleaned_data["edition"], by=request.user, now=timezone.now()))):
        n = made[0].points.count()
        messages.info(request, ngettext("%(n)s point is taken along.", "%(n)s points are taken along.", n) % {"n": n})
        return redirect(made[0])
    lead = _("The points are taken along and can be changed; rounds of both editions are compared point by point. This edition is used no longer.")
    return form_page(request, form, title=_("New edition of %(framework)s") % {"framework": row.name}, back=row.get_absolute_url(), draft=f"edition-{pk}", lead=lead)
