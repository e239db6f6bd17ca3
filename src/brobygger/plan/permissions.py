"""May this person, and is it possible in this plan's state? Two questions, answered side by side.

Roles decide the first (:mod:`brobygger.accounts.roles`). A closed plan is history: nobody edits it until it is reopened. A
draft is seen by those who make plans and those who adopt them.
"""

from django.db.models import QuerySet

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.plan.models import Plan


def visible_plans(access: Access) -> QuerySet[Plan]:
    """The centre's plans this person may read."""
    return Plan.objects.all() if sees_drafts(access) else Plan.objects.exclude(status=Plan.Status.DRAFT)


def sees_drafts(access: Access) -> bool:
    return access.may(May.EDIT_PLAN) or access.may(May.SEE_BOARD)


def may_edit(access: Access, plan: Plan) -> bool:
    return access.may(May.EDIT_PLAN) and is_open(plan)


def is_open(plan: Plan) -> bool:
    return plan.status != Plan.Status.CLOSED
