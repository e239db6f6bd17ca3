"""What a sending evaluates: an event, a group, a network; named in an address, and in words."""

from collections.abc import Mapping
from typing import Any

from brobygger.centres.models import Centre
from brobygger.core.keys import key_of
from brobygger.events.models import Event
from brobygger.groups.models import Group
from brobygger.organisations.models import Network
from brobygger.surveys.models import Sending
from brobygger.surveys.recipients import Recipient, found, of_event, of_group

WORDS: dict[str, tuple[str, Any]] = {"arrangement": ("event", Event), "gruppe": ("group", Group), "netvaerk": ("network", Network)}


def about_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The row that the address names, by the field of a sending it belongs in."""
    for word, (field, model) in WORDS.items():
        if (pk := key_of(address.get(word))) is not None:
            rows = model.objects.listed() if hasattr(model.objects, "listed") else model.objects.all()
            row = rows.filter(pk=pk).first()
            if row is not None:
                return {field: row}
    return {}


def subject_of(sending: Sending) -> str:
    return str(sending.event or sending.group or sending.network or "")


def those_in(sending: Sending, today: Any) -> list[Recipient]:
    """Those who were part of what is evaluated, and can be written to."""
    if sending.event is not None:
        return of_event(sending.event)
    if sending.group is not None:
        return of_group(sending.group)
    return found(f"network-{sending.network_id}", today) if sending.network_id else []


def address_of(row: Any, centre: Centre) -> str:
    """The page of what is evaluated."""
    return f"/{centre.key}/kontor/netvaerk/{row.pk}/" if isinstance(row, Network) else str(row.get_absolute_url())
