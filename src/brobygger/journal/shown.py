"""A reading shown back in words: what each part was understood as, and the targets it will count in."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core.durations import duration
from brobygger.journal.actions import From
from brobygger.journal.models import Format, Mode, Registration, State
from brobygger.journal.reading import Understood
from brobygger.journal.tools import guesses
from brobygger.journal.vocabulary import vocabulary
from brobygger.organisations.narrowing import facts as facts_of
from brobygger.plan.belonging import targets_that_would_count
from brobygger.plan.models import Target


class Shown(NamedTuple):
    """One understood part: what it is, and its value in words; ``sure`` is false where spelling was forgiven."""

    role: str
    label: str
    value: str
    sure: bool = True


def shown(understood: Understood) -> list[Shown]:
    row, read, names = understood.row, understood.reading, vocabulary().names
    sure = {piece.role: piece.certain for piece in read.pieces}
    parts: list[Shown] = []
    if row.kind_id:
        parts.append(Shown("kind", _("Kind"), names.get(f"kind:{row.kind_id}", ""), read.kind is not None))
    parts.append(Shown("day", _("Date"), formats.date_format(row.done_on, "j. F Y")))
    if row.persons is not None:
        parts.append(Shown("persons", _("Persons"), ngettext("%(n)s person", "%(n)s persons", row.persons) % {"n": row.persons}))
    if row.minutes is not None:
        parts.append(Shown("minutes", _("Time"), duration(row.minutes)))
    for each in understood.affiliations:
        name = names.get(f"organisation:{each.organisation}", each.label)
        parts.append(Shown("organisation", _("From"), f"{each.persons} {name}" if each.persons and each.organisation else name, bool(each.organisation)))
    if (unnamed := read.organisations_count) and not understood.affiliations:
        parts.append(Shown("organisation", _("From"), ngettext("%(n)s organisation, not counted until it is named", "%(n)s organisations, not counted until they are named", unnamed) % {"n": unnamed}, sure=False))
    for role, label in (
        ("theme", _("Theme")), ("target_group", _("Target group")), ("locality", _("Place")), ("network", _("Network")), ("project", _("Project")),
    ):
        if key := getattr(read, role):
            parts.append(Shown(role, label, names.get(key, ""), sure.get(role, True)))
    if read.online:
        parts.append(Shown("online", _("Where"), _("online")))
    if row.channel:
        parts.append(Shown("channel", _("Channel"), row.get_channel_display()))
    if row.mode != Mode.HELD:
        parts.append(Shown("mode", _("Whose"), row.get_mode_display()))
    if row.state != "held":
        parts.append(Shown("state", _("State"), row.get_state_display()))
    if row.note:
        parts.append(Shown("note", _("Note"), row.note))
    return parts


def counted_in(understood: Understood) -> list[Target]:
    """The targets of running plans that the line would count in once kept."""
    return targets_for(understood.row, understood.affiliations)


def targets_for(row: Registration, affiliations: Sequence[From]) -> list[Target]:
    """The targets of running plans that ``row`` counts in, kept or not, by its facts alone: no registrations are looked up."""
    if row.kind_id is None or row.state != State.HELD or row.draft:
        return []
    return targets_once_held(row, affiliations)


def targets_once_held(row: Registration, affiliations: Sequence[From] = ()) -> list[Target]:
    """The targets of running plans that planned work will count in when it has taken place on its day."""
    organisations = [each.organisation for each in affiliations if each.organisation]
    facts: dict[str, Any] = {
        "base": row.kind.base, "kind": row.kind_id, "theme": row.theme_id, "target_group": row.target_group_id, "locality": row.locality_id,
        "place": row.locality_id, "network": row.network_id, "project": row.project_id, "mode": row.mode, "channel": row.channel, "persons": row.persons,
        "online": {Format.ON_SITE: {False}, Format.ONLINE: {True}, Format.BOTH: {True, False}}[Format(row.format)],
        "association": organisations, "done_on": row.done_on, **facts_of(organisations, row.done_on),
    }
    facts["sector"] |= {each.sector for each in affiliations if each.sector and not each.organisation}
    for each in guesses.values():
        facts |= each.facts(row, affiliations)
    return targets_that_would_count(facts)
