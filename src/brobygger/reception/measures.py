"""Post received and copies taken count as practical services, a line each, on the day it came or they were taken.

What is written in the desk's lists as well as registered by a line is one service, and the registration is the one that counts: it may say more, and its source knows nothing of
this context. Two are the same where the association, the day and the matter are.
"""

from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Evidence, Source, add
from brobygger.reception.models import Copying, Post

_NARROWS: dict[str, Any] = {"organisation": "organisation", "association": "organisation", "sector": "organisation__sector"}

# How people say in a line what it was about; parts of words, in the two languages of the program.
OF_POST: Final = ("post", "brev", "pakke", "letter", "parcel")
OF_COPIES: Final = ("kopi", "print", "copy", "copies")


def _registered(day: str, words: tuple[str, ...]) -> Exists:
    """That somebody has registered the same: of the association, on the ``day``, about what ``words`` say."""
    about = reduce(or_, (Q(title__icontains=word) | Q(kind__name__icontains=word) for word in words))
    return Exists(Registration.objects.counting().filter(about, base=BaseKind.PRACTICAL_SERVICE, done_on=OuterRef(day), participations__organisation=OuterRef("organisation")).order_by())


def _show_post(row: Post) -> Evidence:
    return Evidence(row.received_on, str(row), row.get_absolute_url(), row.organisation.name)


def _show_copies(row: Copying) -> Evidence:
    return Evidence(row.on, str(row), row.get_absolute_url(), row.organisation.name)


add("practical_services", Source(name=_("post for associations"), rows=lambda: Post.objects.listed().filter(~_registered("received_on", OF_POST)), show=_show_post, on="received_on", narrows=_NARROWS, watch=(Post, Organisation, Registration)))
add("practical_services", Source(name=_("copies and prints"), rows=lambda: Copying.objects.listed().filter(~_registered("on", OF_COPIES)), show=_show_copies, on="on", narrows=_NARROWS, watch=(Copying, Organisation, Registration)))
