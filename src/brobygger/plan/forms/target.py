"""The target's form: what is counted, only which, how many, how often – or proof instead of a number."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import ModelForm
from brobygger.plan import wording
from brobygger.plan.forms.dates import use_date_pickers
from brobygger.plan.forms.parts import measure_choices
from brobygger.plan.measures import measures, narrowings
from brobygger.plan.models import Target
from brobygger.plan.narrowing_words import as_list
from brobygger.plan.phrases import TargetGuess

NARROW = "narrow_"


class TargetForm(ModelForm):
    """``narrow_*`` fields are those that the sources of the chosen measure know; ``measure`` decides which there are."""

    measure = forms.ChoiceField(label=gettext_lazy("What is counted"), required=False)

    class Meta:
        model = Target
        fields = [
            "phrase", "evidenced", "measure", "minimum", "maximum", "per", "for_each", "about", "due_on", "share", "whole",
            "whole_source", "own_work_only", "starts_on", "ends_on",
        ]
        widgets = {"phrase": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "phrase": gettext_lazy("As the plan says it, for example “min. to workshops om året”."),
            "about": gettext_lazy("“ca. 8”: eight are asked for, and the plan says “about”."),
            "share": gettext_lazy("All of something that somebody counts: “alle kommunens velkomstmøder”."),
            "ends_on": gettext_lazy("Leave both dates empty where the goal’s period holds."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_date_pickers(self)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = [("", gettext_lazy("choose later")), *measure_choices()]
        for_each = self.fields["for_each"]
        assert isinstance(for_each, forms.ChoiceField)  # noqa: S101 -- for the type checker: the model gives it choices
        for_each.choices = [("", gettext_lazy("no – one number for all")), *wording.EACH_LABELS.items()]
        self.narrowed_by = narrowings_of(str(self["measure"].value() or ""))
        for key in self.narrowed_by:
            self._add_narrowing(key)

    def _add_narrowing(self, key: str) -> None:
        chosen = {str(value) for value in as_list(self.instance.narrow.get(key, []))}
        options = list(narrowings[key].options())
        if key == "base":
            options = [(value, label) for value, label in options if str(value) in chosen or self._counts(value)]
        if not options:
            return
        self._options = getattr(self, "_options", {}) | {key: {str(value): value for value, _label in options}}
        self.fields[NARROW + key] = forms.MultipleChoiceField(
            label=_("Only: %(what)s") % {"what": narrowings[key].label},
            required=False,
            choices=[(str(value), label) for value, label in options],
            initial=sorted(chosen),
            widget=forms.CheckboxSelectMultiple if len(options) <= 60 else forms.SelectMultiple(attrs={"size": 8}),
        )

    def _counts(self, base: Any) -> bool:
        """Whether the chosen measure counts work of this base kind at all."""
        facts = {"base": base, "mode": "held", "network": 1}
        return any(source.fits is None or source.fits(facts) for source in measures[str(self["measure"].value())].sources)

    @property
    def narrowing_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(NARROW)]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("evidenced"):
            for name in ("minimum", "maximum", "whole"):
                given[name] = None
            given["share"], given["for_each"], given["measure"] = False, "", ""
        if given.get("share") and given.get("for_each"):
            self.add_error("for_each", _("“All of them” is one number; it cannot be asked for each."))
        if not given.get("share"):
            given["whole"], given["whole_source"] = None, ""
        if given.get("whole") and not given.get("whole_source"):
            self.add_error("whole_source", _("Say who counted them, and when."))
        key = str(given.get("measure") or "")
        if (each := given.get("for_each")) and key in measures:
            sources = measures[key].sources
            if sources and not any(isinstance(source.narrows.get(each), str) for source in sources):
                self.add_error("for_each", _("What you count cannot be told apart in that way."))
        self.instance.narrow = self.narrow()
        return cleaned

    def narrow(self) -> dict[str, list[Any]]:
        """What was ticked, as the target stores it: values of the registries' own types, in a fixed order."""
        found = {}
        for key in self.narrowed_by:
            ticked = self.cleaned_data.get(NARROW + key)
            if ticked:
                options = self._options[key]
                found[key] = [options[value] for value in options if value in ticked]
        return found

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # private in Django; the instance is filled and checked here
        self.instance.narrow = self.narrow() if not self.instance.evidenced else {}


def narrowings_of(measure: str) -> list[str]:
    """The narrowings that some source of ``measure`` knows, in the registry's order."""
    if measure not in measures:
        return []
    known = {key for source in measures[measure].sources for key in source.narrows}
    return [key for key in narrowings if key in known]


def fields_of(guess: TargetGuess) -> Mapping[str, Any]:
    """A phrase's reading as a target's fields."""
    narrow: dict[str, list[Any]] = {("base" if key == "kind" else key): [value] for key, value in guess.narrow.items()}
    if guess.online is not None:
        narrow["online"] = [guess.online]
    if guess.mode == "joined":
        narrow["mode"] = ["joined"]
    elif guess.mode == "offered":
        narrow["mode"] = ["offered", "held"]  # what was held had been offered
    return {
        "minimum": None if guess.share else guess.minimum,
        "maximum": None if guess.share else guess.maximum,
        "per": guess.per,
        "for_each": guess.for_each or "",
        "due_on": guess.due_on,
        "share": guess.share,
        "about": guess.about,
        "phrase": guess.phrase,
        "measure": guess.measure if guess.measure in measures else "",
        "narrow": {key: value for key, value in narrow.items() if key in narrowings},
    }


def check_number(target: Target) -> None:
    """Raise ValidationError for a target that asks for nothing at all."""
    if not target.evidenced and not target.share and target.minimum is None and target.maximum is None and not target.measure:
        raise ValidationError(_("Say how many, or what is counted, or ask for proof instead."))
