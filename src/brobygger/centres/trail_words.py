"""The audit trail as a person would say it, whichever context wrote the line."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.audit import HIDDEN
from brobygger.centres.models import Change

VERBS: dict[str, str | Promise] = {
    "accepted": gettext_lazy("accepted"), "added": gettext_lazy("added"), "adopted": gettext_lazy("adopted"), "answered": gettext_lazy("answered"), "approved": gettext_lazy("approved"),
    "asked members": gettext_lazy("asked the members"), "asked": gettext_lazy("asked contributors"), "called": gettext_lazy("called"), "carried out": gettext_lazy("carried out"),
    "changed": gettext_lazy("changed"), "clock_started": gettext_lazy("started the clock"), "clock_stopped": gettext_lazy("stopped the clock"), "closed": gettext_lazy("closed"), "copied": gettext_lazy("copied"), "decided": gettext_lazy("decided"), "declined": gettext_lazy("declined"),
    "deleted": gettext_lazy("deleted"), "discarded": gettext_lazy("put away"), "done": gettext_lazy("marked as done"), "edited": gettext_lazy("edited"),
    "erased": gettext_lazy("erased"), "frozen": gettext_lazy("froze"), "given_up": gettext_lazy("given up"), "imported": gettext_lazy("read in from a document"),
    "invited": gettext_lazy("invited"), "invited again": gettext_lazy("invited again"), "invited to": gettext_lazy("sent the invitation"), "thanked": gettext_lazy("sent thanks"), "kept": gettext_lazy("saved"), "merged": gettext_lazy("joined"),
    "joined": gettext_lazy("became a member"), "left": gettext_lazy("ended the membership"), "left out": gettext_lazy("left out"),
    "let in": gettext_lazy("let in to the association’s own pages"), "shut out": gettext_lazy("shut out of the association’s own pages"),
    "added by itself": gettext_lazy("added, the association itself"), "edited by itself": gettext_lazy("edited, the association itself"), "invited by itself": gettext_lazy("invited, the association itself"),
    "shut out by itself": gettext_lazy("shut out of its own pages, the association itself"),
    "minuted": gettext_lazy("wrote minutes"), "moved": gettext_lazy("moved"), "not_done": gettext_lazy("not done after all"),
    "parted": gettext_lazy("parted again"), "proof_accepted": gettext_lazy("proof accepted"), "proof_added": gettext_lazy("proof added"),
    "proof_not_accepted": gettext_lazy("acceptance of proof taken back"), "proof_withdrawn": gettext_lazy("proof taken away"),
    "read in": gettext_lazy("read in from a list"), "received": gettext_lazy("received"), "registered": gettext_lazy("registered"), "removed": gettext_lazy("taken out"), "reopened": gettext_lazy("reopened"),
    "reordered": gettext_lazy("given another place"), "restored": gettext_lazy("restored"), "role given": gettext_lazy("role given"),
    "role taken": gettext_lazy("role taken"), "split": gettext_lazy("split"), "taken out": gettext_lazy("taken out"),
    "put aside": gettext_lazy("put aside"), "handed out": gettext_lazy("handed out"), "taken back": gettext_lazy("took it back"), "not fetched": gettext_lazy("not fetched"), "other days": gettext_lazy("given other days"),
    "fewer in stock": gettext_lazy("taken out of stock"),
    "accepted place": gettext_lazy("took the place offered"), "cancelled": gettext_lazy("cancelled"), "held": gettext_lazy("took place"), "opened sign-up": gettext_lazy("opened for sign-up"),
    "planned": gettext_lazy("planned"), "promoted": gettext_lazy("given a place from the queue"), "published": gettext_lazy("published"), "reinstated": gettext_lazy("takes place after all"),
    "repeated": gettext_lazy("made a series"), "signed up": gettext_lazy("signed up"), "unpublished": gettext_lazy("taken back to draft"), "gave up the place": gettext_lazy("gave up the place"),
    "charged": gettext_lazy("charged"), "mailed": gettext_lazy("sent by mail"), "paid": gettext_lazy("paid"), "reminded": gettext_lazy("reminded"), "returned": gettext_lazy("returned"),
    "told": gettext_lazy("laid a document’s status on"), "told of": gettext_lazy("told the association of"), "looked after": gettext_lazy("looked after"), "reported": gettext_lazy("reported"), "being mended": gettext_lazy("being mended"), "swapped": gettext_lazy("swapped"), "given up": gettext_lazy("given up"), "taken": gettext_lazy("took over"), "mended": gettext_lazy("mended"), "sent minutes of": gettext_lazy("sent the minutes"),
    "started": gettext_lazy("set going"), "waived": gettext_lazy("waived"), "written_off": gettext_lazy("written off"),
    "sent to the centre": gettext_lazy("sent to the centre"), "sent back": gettext_lazy("sent back"), "confirmed": gettext_lazy("confirmed"), "filled": gettext_lazy("said to be filled"),
    "out of date": gettext_lazy("expired"), "enquired": gettext_lazy("wrote to become a volunteer"), "booked": gettext_lazy("booked"), "suggested": gettext_lazy("suggested"),
    "introduced": gettext_lazy("introduced"), "lasting": gettext_lazy("still there after three months"), "ended": gettext_lazy("ended"), "paused": gettext_lazy("paused"), "back again": gettext_lazy("back again"),
    "archived": gettext_lazy("archived"), "forgotten": gettext_lazy("forgotten"), "consent given": gettext_lazy("gave consent"), "consent withdrawn": gettext_lazy("withdrew consent"),
    "refused": gettext_lazy("not approved"), "fetched": gettext_lazy("fetched"),
    "asked for supervision": gettext_lazy("asked for supervision"), "asked to go along": gettext_lazy("asked a volunteer to go along"), "agreed to go along": gettext_lazy("said yes to going along"), "cannot go along": gettext_lazy("said no to going along"), "went along": gettext_lazy("went along"),
    "counted": gettext_lazy("counted"), "expired": gettext_lazy("ran out"), "referred": gettext_lazy("referred"), "sent in": gettext_lazy("sent to the centre"), "looked at": gettext_lazy("seen by the centre"), "hidden": gettext_lazy("hidden"),
    "proposed": gettext_lazy("proposed an agreement"), "agreed": gettext_lazy("said yes to an agreement"), "shown again": gettext_lazy("shown again"), "entered from a slip": gettext_lazy("entered from a slip"),
    "put right elsewhere": gettext_lazy("put right elsewhere"),
    "asked for": gettext_lazy("asked for"), "unpacked": gettext_lazy("taken in from an archive"),
    "reviewed": gettext_lazy("read through"), "scheduled": gettext_lazy("set a time for"), "sent": gettext_lazy("sent it"), "stopped": gettext_lazy("stopped"), "unsubscribed": gettext_lazy("left the list"),
    "handed in": gettext_lazy("handed in"), "begun": gettext_lazy("began to write"), "sent off": gettext_lazy("sent off"), "granted": gettext_lazy("granted"), "turned down": gettext_lazy("turned down"),
    "secret renewed": gettext_lazy("gave it a new secret"), "taken_up": gettext_lazy("taken up again"), "evaluated": gettext_lazy("evaluated"), "undone": gettext_lazy("undone"), "withdrawn": gettext_lazy("withdrawn"),
}


def verb(change: Change) -> str:
    return str(VERBS.get(change.verb, change.verb))


def what(change: Change) -> str:
    """The kind of row, as its context names it."""
    try:
        return str(apps.get_model(change.model)._meta.verbose_name)
    except LookupError:  # a model that later versions have dropped still stands in old lines
        return change.model


def details(change: Change, *, most: int = 80) -> list[str]:
    """Each changed field with what it was and became; keys and personal fields are only named."""
    try:
        model = apps.get_model(change.model)
    except LookupError:
        return []
    return [said for name, value in change.fields.items() if (said := _field(model, name, value, most))]


def _field(model: type[models.Model], name: str, value: Any, most: int) -> str:
    try:
        field = model._meta.get_field(name)
    except Exception:  # noqa: BLE001 -- a field that later versions have dropped, or a word the action added
        return ""
    label = str(getattr(field, "verbose_name", name))
    if not isinstance(value, list) or len(value) != 2 or value[1] == HIDDEN or isinstance(field, models.ForeignKey | models.ManyToManyField | models.JSONField):
        return label
    was, became = (_value(field, each, most) for each in value)
    return f"{label}: {became}" if value[0] in (None, "") else _("%(label)s: %(was)s → %(became)s") % {"label": label, "was": was, "became": became}


def _value(field: Any, value: Any, most: int) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    text = " ".join(str(value).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
