"""Meetings of the board and their decisions for programs."""

from django.utils.translation import gettext_lazy as _

from brobygger.board.models import AgendaItem, Decision, FollowUp, Meeting
from brobygger.core.resources import Resource, resources, scopes

scopes.add("board", _("Board meetings and decisions"))
resources.add("meetings", Resource("board", Meeting._meta.verbose_name_plural or "", "Meetings of the board and of teams.", Meeting, "kind team held_on starts_at place minutes frozen_at present plans", filters="kind:kind team:team held_on__gte:from held_on__lte:to"))
resources.add("agenda_items", Resource("board", AgendaItem._meta.verbose_name_plural or "", "Points of a meeting’s agenda.", AgendaItem, "meeting position title text minutes", filters="meeting:meeting"))
resources.add("follow_ups", Resource(
    "board", FollowUp._meta.verbose_name_plural or "", "What a meeting decided of each goal: the two lights and why, as the meeting saw them.", FollowUp, "meeting goal goal_text result schedule result_reason schedule_reason comment", filters="meeting:meeting goal:goal",
))
resources.add("decisions", Resource("board", Decision._meta.verbose_name_plural or "", "What was decided, and whether it is done.", Decision, "meeting goal kind text due_on done_on outcome made_at", filters="meeting:meeting goal:goal kind:kind done_on__isnull:open"))
