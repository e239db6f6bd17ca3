"""Fields that choose several things and keep them as one number: half-days of the week, lines of a short list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from brobygger.matching.masks import DAYS, PARTS, bits_of, half_day, mask_of


class BitsField(forms.MultipleChoiceField):
    """Ticks for ``lines`` of bit and name; what is cleaned is the number."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, lines: Iterable[tuple[int, Any]] = (), **kwargs: Any) -> None:
        super().__init__(choices=[(str(bit), name) for bit, name in lines], **{"required": False, **kwargs})

    def offer(self, lines: Iterable[tuple[int, Any]]) -> None:
        self.choices = [(str(bit), name) for bit, name in lines]

    def prepare_value(self, value: Any) -> Any:
        return [str(bit) for bit in bits_of(value)] if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return mask_of(int(each) for each in super().clean(value))


class Grid(forms.CheckboxSelectMultiple):
    """The half-days of a week as a table: a row for each day, a column for each part of it."""

    template_name = "matching/widgets/grid.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = set(value or [])
        rows = [
            (label, [(str(bit := half_day(day, part)), str(bit) in chosen, f"{label} {PARTS[part]}") for part in range(len(PARTS))])
            for day, label in enumerate(DAYS)
        ]
        context["widget"] |= {"parts": PARTS, "rows": rows, "id": context["widget"]["attrs"].get("id", f"id_{name}")}
        return context


class TimesField(BitsField):
    widget = Grid

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lines=[(half_day(day, part), f"{DAYS[day]} {PARTS[part]}") for day in range(len(DAYS)) for part in range(len(PARTS))], **kwargs)
