"""Whom one writes to of a project's partners."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, Addressee, Asked, lists
from brobygger.core.keys import key_of
from brobygger.organisations.addressing import WAYS, of_organisations
from brobygger.organisations.models import Organisation
from brobygger.projects.models import Partner, Project


def _project(asked: Asked) -> Project | None:
    if (key := key_of(asked.get("projekt"))) is None:
        return None
    row: Project | None = Project.objects.listed().filter(pk=key).first()
    return row


def _partners(asked: Asked, today: date) -> Iterable[Addressee]:
    row = _project(asked)
    if row is not None:
        rows = Organisation.objects.filter(pk__in=Partner.objects.on(today).filter(project=row).order_by().values("organisation"))
        yield from of_organisations(rows, today, way=PARTNERS.way(asked), because=_("you are a partner in “%(project)s”") % {"project": row})


def _called(asked: Asked) -> str:
    row = _project(asked)
    return _("Partners in “%(project)s”") % {"project": row} if row else ""


PARTNERS: Final = lists.add("partners", AddressedList(May.EDIT_PROJECTS, _called, lambda asked: f"projekter/{key_of(asked.get('projekt'))}/", _partners, WAYS))
