"""What associations have told by themselves: changes they made on their own pages, read off the audit trail for staff."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.core.coming import Reader
from brobygger.core.news import News, news
from brobygger.organisations.models import Contact, Organisation
from brobygger.organisations.timeline import Happened, timeline

SUFFIX = " by itself"
SHOWN = 50
_PROFILE, _CONTACT = Organisation._meta.label, Contact._meta.label


def _words(change: Change) -> str:
    if change.model == _CONTACT:
        return _("The association changed its contacts")
    fields = [_label(name) for name in change.fields]
    return _("The association changed: %(fields)s") % {"fields": ", ".join(each for each in fields if each)}


def _label(name: str) -> str:
    if name == "published":
        return _("what others see")
    try:
        return str(getattr(Organisation._meta.get_field(name), "verbose_name", name))
    except Exception:  # noqa: BLE001 -- a field that later versions have dropped
        return ""


def _changes(contacts: Sequence[int], organisations: Sequence[int] | None = None) -> Q:
    profile = Q(model=_PROFILE) if organisations is None else Q(model=_PROFILE, row__in=organisations)
    return Q(verb__endswith=SUFFIX) & (profile | Q(model=_CONTACT, row__in=contacts))


def _on_its_page(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    contacts = list(organisation.contacts.values_list("pk", flat=True))
    for row in Change.objects.filter(_changes(contacts, [organisation.pk])).select_related("by")[:most]:
        yield Happened(localtime(row.at).date(), _words(row), gettext_lazy("its own pages"), "", str(row.by or ""))


def _on_the_start_page(reader: Reader, since: datetime) -> Iterable[News]:
    if not reader.may(May.SEE_ORGANISATIONS):
        return
    rows = list(Change.objects.filter(Q(model=_PROFILE) | Q(model=_CONTACT), verb__endswith=SUFFIX, at__gte=since).select_related("by")[:SHOWN])
    of_contact = dict(Contact.objects.filter(pk__in=[row.row for row in rows if row.model == _CONTACT]).values_list("pk", "organisation"))
    keys = {row.pk: row.row if row.model == _PROFILE else of_contact.get(row.row or 0) for row in rows}
    names = dict(Organisation.objects.filter(pk__in=[key for key in keys.values() if key]).values_list("pk", "name"))
    for row in rows:
        if (key := keys[row.pk]) in names:
            yield News(row.at, names[key], f"/{reader.centre.key}/kontor/organisationer/{key}/", _words(row))


timeline.add("organisations.told", _on_its_page)
news.add("organisations.told", _on_the_start_page)
