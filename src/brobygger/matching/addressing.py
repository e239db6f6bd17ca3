"""Whom one writes to on the list of volunteers: those who have said yes to being written to."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, Addressee, Asked, lists
from brobygger.matching import asking


def _volunteers(asked: Asked, today: date) -> Iterable[Addressee]:
    because, against = _("you have told us that you would like to volunteer"), _("Has not said yes, or no longer does")
    rows = asking.volunteers(asked, today).filter(person__isnull=False, person__erased_on=None).order_by("person__name", "pk")
    for name, group, mail, person, until in rows.values_list("person__name", "group_name", "person__mail", "person", "consent_until"):
        yield Addressee(name, mail, because, person, None, group, against="" if until and until >= today else against)


def _called(asked: Asked) -> str:
    return f"{_('Volunteers')}: {str(asking.VIEWS[asking.view(asked)][0]).lower()}"


lists.add("volunteers", AddressedList(May.EDIT_VOLUNTEERS, _called, lambda _asked: "frivillige/", _volunteers))
