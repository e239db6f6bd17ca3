"""Forms that every page builds on: text refuses CPR numbers, and two people cannot overwrite one another."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.core.cpr import refuse_cpr
from brobygger.core.money import decimal, in_kroner, in_oere
from brobygger.core.readable import read
from brobygger.core.times import day_of


class Renderer(TemplatesSetting):
    """Forms drawn by our own templates: label above, help, error beside the field, a summary that links."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


YEARS = (1800, 2199)
PICKED: Final = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TICKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def dress(form: forms.BaseForm) -> None:
    """Give each widget the class its kind has in the design system."""
    for field in form.fields.values():
        dress_widget(field.widget)
        if isinstance(field, forms.ModelChoiceField):
            _within_keys(field)
        if isinstance(field, forms.ModelChoiceField) and field.empty_label and not field.required:
            field.empty_label = "–"
        elif isinstance(field, forms.TypedChoiceField) and not field.required:
            field.choices = [(key, "–" if key in {"", None} else label) for key, label in cast("list[tuple[str, str]]", field.choices)]


def dress_widget(widget: forms.Widget) -> None:
    if not isinstance(widget, forms.HiddenInput) and not isinstance(widget, _TICKS[1:]):
        widget.attrs.setdefault("class", "ds-input")
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("rows", 4)


class Day(forms.DateInput):
    """A day as the browser's own picker takes it: always ISO inside, shown in the reader's way."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class Clock(forms.TimeInput):
    """A time of day as the browser's own picker takes it."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class DayField(forms.DateField):
    """A day. What a picker sends is tried first, the other ways in which people write one after it."""

    widget = Day

    def to_python(self, value: Any) -> Any:
        return (day_of(value) if value else None) or super().to_python(value)


class ClockField(forms.TimeField):
    """A time of day. What a picker sends is tried first, the other ways in which people write one after it."""

    widget = Clock

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and PICKED.fullmatch(value):
            return time(int(value[:2]), int(value[3:]))
        return super().to_python(value)


class Kroner(forms.Field):
    """An amount in kroner as people write it; øre inside. ``most`` is the highest that is taken, ``least`` the lowest."""

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": "20"}), **kwargs})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        amount = in_oere(text)
        if amount is None:
            raise ValidationError(_("“%(text)s” is no amount.") % {"text": text[:40]})
        if not self.least <= amount <= self.most:
            raise ValidationError(_("An amount from %(least)s to %(most)s kroner.") % {"least": in_kroner(self.least), "most": in_kroner(self.most)})
        return amount

    def prepare_value(self, value: Any) -> Any:
        return f"{decimal(value):.2f}".replace(".", ",").removesuffix(",00") if isinstance(value, int) else value


class Readable(forms.Textarea):
    """A text that many are to understand: below it stands how hard it is to read, of what is kept or was sent, and anew when it is changed. It never stops saving."""

    template_name = "core/forms/readable.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"] |= {
            "hx-post": reverse("core:readable"), "hx-trigger": "change, input changed delay:2s", "hx-params": f"{name},csrfmiddlewaretoken", "hx-target": f"#{widget['attrs'].get('id', name)}-readable", "hx-sync": "this:replace",
        }
        return context | {"reading": read(str(value or ""))}


class KeptFile(forms.ClearableFileInput):
    """A file field that shows what is kept, opened at the guarded address the form puts in ``href``, and lets it be removed."""

    template_name = "core/forms/file.html"
    clear_checkbox_label = _("Remove the file")  # type: ignore[assignment]  # lazy text, which the stubs do not know here
    href = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"href": self.href, "file_name": str(value or "").rpartition("/")[2]}
        return context


class Form(forms.Form):
    """A form whose every text field refuses CPR numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # private in Django, stable since 1.0; the hook has no public twin
        refuse_in_fields(self)


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """A form over a row that refuses CPR numbers and, where the row has ``version``, an edit of a stale copy.

    On a stale copy the form answers with an error and ``theirs``, the row as it stands now; what was typed stays.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    theirs: models.Model | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        if not any(field.name == "version" for field in self._meta.model._meta.concrete_fields):
            del self.fields["version"]
        else:
            self.initial["version"] = self.instance.version if self.instance.pk else None

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # private in Django, stable since 1.0; the hook has no public twin
        refuse_in_fields(self)

    def _update_errors(self, errors: ValidationError) -> None:
        super()._update_errors(beside(self, errors))  # type: ignore[misc]  # private in Django, stable since 1.6; the hook has no public twin

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        typed = self.cleaned_data.pop("version", None)
        if self.instance.pk and typed is not None and typed != self.instance.version:
            self.theirs = type(self.instance)._base_manager.get(pk=self.instance.pk)
            raise ValidationError(
                _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."),
                code="stale",
            )
        return cleaned

    def stand_on_theirs(self) -> None:
        """Once the other's row has been shown, saving again is a choice made knowingly: the page carries their version on."""
        if self.theirs is not None:
            data = cast("QueryDict", self.data).copy()
            data["version"] = str(self.theirs.version)  # type: ignore[attr-defined]  # only numbered rows have a ``theirs``
            self.data = data


def beside(form: "forms.BaseModelForm[Any]", errors: ValidationError) -> ValidationError:
    """``errors`` with what a constraint of the row says put beside the field it is about, where that is on the page, and not above them all."""
    said = errors.update_error_dict({})
    placed: dict[str, list[Any]] = {name: list(found) for name, found in said.items() if name != NON_FIELD_ERRORS}
    for error in said.get(NON_FIELD_ERRORS, []):
        placed.setdefault(_field_of(form, error) or NON_FIELD_ERRORS, []).append(error)
    return ValidationError(placed)


def _field_of(form: "forms.BaseModelForm[Any]", error: ValidationError) -> str:
    """The first field on the page that the constraint names which says this: one held against another before the rest. Nothing where two say the same of different ones."""
    found: set[str] = set()
    for constraint in form.instance._meta.constraints:
        if constraint.violation_error_message and constraint.get_violation_error_message() == error.message:
            looked_at = sorted(_looked_at(getattr(constraint, "condition", None)), key=lambda each: not isinstance(each[1], models.F))
            names = constraint.fields if isinstance(constraint, models.UniqueConstraint) else [name.split("__")[0] for name, _value in looked_at]
            found.add(next((name for name in names if name in form.fields and not form.fields[name].widget.is_hidden), ""))
    return found.pop() if len(found) == 1 else ""


def _looked_at(condition: Any) -> Iterator[tuple[str, Any]]:
    """What a condition looks at and what it holds it against, in its order."""
    for each in condition.children if isinstance(condition, models.Q) else ():
        if isinstance(each, models.Q):
            yield from _looked_at(each)
        elif isinstance(each, tuple):
            yield each


def refuse_in_fields(form: forms.BaseForm) -> None:
    for name, value in list(form.cleaned_data.items()):
        try:
            refuse_cpr(value)
            _refuse_far_away(value)
        except ValidationError as error:
            if name not in form.errors:
                form.add_error(name, error)


def _refuse_far_away(value: object) -> None:
    """A slip of a finger in the year, with which no calendar can reckon."""
    if isinstance(value, date) and not YEARS[0] <= value.year <= YEARS[1]:  # a datetime is a date too
        raise ValidationError(_("Write a year between %(first)s and %(last)s.") % {"first": YEARS[0], "last": YEARS[1]})


def _within_keys(field: "forms.ModelChoiceField[Any]") -> None:
    """Let a key that is larger than any key be no choice, as every other that is not there."""
    clean = field.clean

    def cleaned(value: Any) -> Any:
        try:
            return clean(value)
        except OverflowError:
            raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}) from None

    field.clean = cleaned  # type: ignore[method-assign]  # of this form's own copy of the field
