"""Post received and copies taken count as practical services, a line each, on the day it came or they were taken."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Evidence, Source, add
from brobygger.reception.models import Copying, Post

_NARROWS: dict[str, Any] = {"organisation": "organisation", "association": "organisation", "sector": "organisation__sector"}


def _show_post(row: Post) -> Evidence:
    return Evidence(row.received_on, str(row), row.get_absolute_url(), row.organisation.name)


def _show_copies(row: Copying) -> Evidence:
    return Evidence(row.on, str(row), row.get_absolute_url(), row.organisation.name)


add("practical_services", Source(name=_("post for associations"), rows=lambda: Post.objects.listed(), show=_show_post, on="received_on", narrows=_NARROWS, watch=(Post, Organisation)))
add("practical_services", Source(name=_("copies and prints"), rows=lambda: Copying.objects.listed(), show=_show_copies, on="on", narrows=_NARROWS, watch=(Copying, Organisation)))
