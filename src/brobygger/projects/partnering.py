"""Partners come and go; a project that takes so many at a time takes no more, also when two colleagues add one at the same moment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.plan.models import Plan
from brobygger.projects.crowding import most_at_once
from brobygger.projects.models import Partner, Project


def held(project: int) -> Project:
    """The project, held until the transaction ends: who adds a partner, and who lowers the cap, does so one after the other."""
    found: Project = Project.objects.select_for_update(of=("self",)).select_related("plan", "centre").get(pk=project)
    return found


@transaction.atomic
def begin(project: Project, plan: Plan, *, by: User, now: datetime) -> Project:
    """A project on ``plan``, which is made with it where it is new."""
    if plan.pk is None:
        plan.kind = Plan.Kind.PROJECT
        plan.save()
        audit.record("added", plan, by=by, now=now)
    project.plan = plan
    project.save()
    audit.record("added", project, by=by, now=now)
    return project


@transaction.atomic
def keep(project: Project, *, before: Mapping[str, Any], by: User, now: datetime) -> Project:
    """An edited project. A cap below the partners it has at a time is refused, with the number."""
    there = held(project.pk)
    if there.version != project.version:
        raise Stale(f"Project {project.pk}")
    if project.partner_cap is not None:
        stretches = list(project.partners.values_list("since", "until"))
        most = most_at_once(stretches, (date.min, None))
        if most > project.partner_cap:
            said = ngettext("It has %(n)s partner at a time already.", "It has %(n)s partners at a time already.", most) % {"n": most}
            raise ValidationError({"partner_cap": said})
    project.save()
    audit.record("edited", project, by=by, before=before, now=now)
    return project


@transaction.atomic
def take_in(partner: Partner, *, before: Mapping[str, Any] | None = None, by: User, now: datetime) -> Partner:
    """A partner, new or changed. ValidationError where the project is full at that time, or where it is one already."""
    project = held(partner.project_id)
    others = project.partners.exclude(pk=partner.pk)
    theirs = list(others.filter(organisation=partner.organisation_id).values_list("since", "until"))
    if most_at_once(theirs, (partner.since, partner.until)):
        raise ValidationError({"organisation": _("It is a partner at that time already.")})
    cap = project.partner_cap
    if cap is not None and most_at_once(others.values_list("since", "until"), (partner.since, partner.until)) >= cap:
        said = ngettext(
            "The project takes %(n)s partner at a time and has it. Let one end first, or raise the number on the project.",
            "The project takes %(n)s partners at a time and has them all. Let one end first, or raise the number on the project.", cap,
        )
        raise ValidationError(said % {"n": cap})
    partner.save()
    audit.record("added" if before is None else "edited", partner, by=by, before=before, now=now)
    return partner


@transaction.atomic
def take_out(partner: Partner, *, by: User, now: datetime) -> None:
    """A partner that was written down wrongly. One that has ended gets an end, and stays."""
    held(partner.project_id)
    audit.record("deleted", partner, by=by, now=now)
    partner.delete()
