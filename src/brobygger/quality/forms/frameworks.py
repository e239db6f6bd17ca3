"""Forms of frameworks and their points."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form, ModelForm
from brobygger.quality.models import Framework, Point
from brobygger.quality.models.frameworks import MOST_STEPS
from brobygger.quality.people import colleagues
from brobygger.quality.shapes import SHAPES


class _Steps(forms.Field):
    """The words of a scale, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if len(value) > MOST_STEPS:
            raise ValidationError(_("At most %(n)s steps.") % {"n": MOST_STEPS})
        if any(len(step) > 60 for step in value) or len(set(value)) < len(value):
            raise ValidationError(_("Each step has its own short words."))


class FrameworkForm(ModelForm):
    """Particulars of a framework; a new one chooses what it begins as."""

    shape = forms.ChoiceField(label=gettext_lazy("Begins as"), choices=lambda: [(key, shape.label) for key, shape in SHAPES.items()], help_text=gettext_lazy("So many points with room for your text. You can add, move and take out afterwards."))
    scale = _Steps(label=gettext_lazy("Scale"), required=False, help_text=gettext_lazy("The words of its steps, one a line, the lowest first."))

    field_order = ["name", "edition", "shape", "source", "link", "text", "scale", "responsible", "every"]

    class Meta:
        model = Framework
        fields = ["name", "edition", "source", "link", "text", "scale", "responsible", "every"]
        help_texts = {
            "edition": gettext_lazy("The year or number of it, if it has one."),
            "every": gettext_lazy("Whoever is responsible is reminded when it is time again."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = colleagues(and_also=self.instance.responsible_id)
        if self.instance.pk:
            del self.fields["shape"]
        if not self.instance.pk or self.instance.follows:
            del self.fields["scale"]


class PointForm(ModelForm):
    class Meta:
        model = Point
        fields = ["title", "text"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class TextsForm(Form):
    """The words of all points on one page, a field each."""

    def __init__(self, points: list[Point], *args: Any, **kwargs: Any) -> None:
        self.points = points
        super().__init__(*args, **kwargs)
        for point in points:
            self.fields[f"p{point.pk}"] = forms.CharField(label=f"{point.get_level_display()} {point.number}", required=False, initial=point.title, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "class": "ds-input"}))

    @property
    def texts(self) -> dict[int, str]:
        return {point.pk: self.cleaned_data[f"p{point.pk}"].strip() for point in self.points}


class EditionForm(Form):
    edition = forms.CharField(label=gettext_lazy("The new edition"), max_length=40, help_text=gettext_lazy("The year or number of it, if it has one."))
