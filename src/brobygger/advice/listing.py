"""The list of consultations: of each the few columns that are shown, and what stands in the cells."""

from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.advice.models import About
from brobygger.core.listing import Column, link, quiet, said, together, unseen
from brobygger.journal.listing import state_tag, whence
from brobygger.journal.tools import address

READ: Final = (
    "pk", "done_on", "title", "draft", "state", "tool", "minutes", "consultation__about", "consultation__next_step", "consultation__next_on",
    "consultation__next_done_on", "consultation__next_owner__name", "consultation__next_owner__email",
)


def columns() -> list[Column]:
    return [
        Column(_("Date"), named=False), Column(_("What")), Column(_("With whom")), Column(_("About")), Column(_("Minutes"), "num"), Column(_("Next step")),
    ]


def cells(rows: Any, *, centre: str, may_edit: bool) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of registrations; with two questions, however many they are."""
    found = list(rows.values_list(*READ))
    with_whom = whence(row[0] for row in found)
    subjects = {value: str(label) for value, label in About.choices}
    form, fill_in = reverse("advice:new", args=[centre]), _("Fill in")
    for key, day, title, draft, state, tool, minutes, about, step, step_on, step_done, owner, mail in found:
        asked = link(f"{form}?registrering={key}", together(fill_in, unseen(f" {title}")), style="no-print") if may_edit and not tool else ""
        next_step = together(step, " ", quiet(f"{said(step_on, 'SHORT_DATE_FORMAT')} {owner or mail or ''}")) if step and not step_done else ""
        yield [
            said(day, "SHORT_DATE_FORMAT"), together(link(address(centre, tool, key), title), state_tag(state, is_draft=draft)), with_whom.get(key),
            together(subjects.get(about, about or ""), " " if about else "", asked), minutes, next_step,
        ]
