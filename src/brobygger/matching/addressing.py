"""Whom one writes to on the list of volunteers, or from the page of one: those who have said yes to being written to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, Addressee, Asked, lists
from brobygger.core.keys import key_of
from brobygger.matching import asking
from brobygger.matching.models import Volunteer


def _volunteers(asked: Asked, today: date) -> Iterable[Addressee]:
    because, against = _("you have told us that you would like to volunteer"), _("Has not said yes, or no longer does")
    only = key_of(asked.get("frivillig"))
    rows: Any = Volunteer.objects.filter(pk=only) if only else asking.volunteers(asked, today)
    rows = rows.filter(person__isnull=False, person__erased_on=None).order_by("person__name", "pk")
    for name, group, mail, person, until in rows.values_list("person__name", "group_name", "person__mail", "person", "consent_until"):
        yield Addressee(name, mail, because, person, None, group, against="" if until and until >= today else against)


def _called(asked: Asked) -> str:
    if only := key_of(asked.get("frivillig")):
        return str(Volunteer.objects.listed().filter(pk=only).first() or "")
    return f"{_('Volunteers')}: {str(asking.VIEWS[asking.view(asked)][0]).lower()}"


def _page(asked: Asked) -> str:
    only = key_of(asked.get("frivillig"))
    return f"frivillige/{only}/" if only else "frivillige/"


lists.add("volunteers", AddressedList(May.EDIT_VOLUNTEERS, _called, _page, _volunteers))
