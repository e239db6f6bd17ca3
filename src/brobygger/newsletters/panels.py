"""Addresses of an organisation and of its contacts that nothing comes through to, on its page: with the way to try again."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.newsletters import withholding
from brobygger.organisations.beside import Link, Panel, beside
from brobygger.organisations.models import Organisation


def _stopped(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.WRITE_NEWSLETTERS):
        url = reverse("newsletters:stopped", args=[access.centre.key, organisation.pk])
        lines = [Link(mail, url, _("try again")) for mail in withholding.stopped_of(organisation, access.centre.pk)]
        yield Panel(gettext_lazy("Mail comes back from"), lines)


beside.add("newsletters.stopped", _stopped)
