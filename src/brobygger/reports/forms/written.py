"""Forms of written reports and their templates."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core import pictures
from brobygger.core.forms import Day, DayField, Form, KeptFile, ModelForm, Readable
from brobygger.plan.measures import measures
from brobygger.plan.models import Team
from brobygger.reports.models import Report, ReportPart, ReportPicture, ReportTemplate, TemplatePart
from brobygger.reports.sections import sections

SIZE = (1600, 1600)


class ReportForm(ModelForm):
    """Title, period and plan; of a new one the template too."""

    template = forms.ModelChoiceField(ReportTemplate.objects.none(), label=gettext_lazy("Template"), empty_label=None, widget=forms.RadioSelect)

    class Meta:
        model = Report
        fields = ["title", "starts_on", "ends_on", "plan", "team"]
        widgets = {"starts_on": Day(), "ends_on": Day()}
        help_texts = {"plan": gettext_lazy("Empty: all plans that run in the period."), "team": gettext_lazy("Whose goals alone it tells of, as a team’s own follow-up does. Empty: all goals.")}

    field_order: Any = ("template", "title", "starts_on", "ends_on", "plan", "team")

    def __init__(self, *args: Any, plans: Any, templates: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # a field of choices
        teams = Team.objects.all()
        if teams:
            self.fields["team"].queryset = teams  # type: ignore[attr-defined]  # as above
        else:
            del self.fields["team"]
        if templates is None:
            del self.fields["template"]
        else:
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]  # as above
            self.fields["template"].label_from_instance = lambda row: f"{row.name}: {row.about}" if row.about else row.name  # type: ignore[attr-defined]  # as above


class EditionForm(Form):
    """The next edition: for another period."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if {"starts_on", "ends_on"} <= given.keys() and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("It ends before it begins."))
        return cleaned


class _PartForm(ModelForm):
    """What both kinds of part have: a heading, what is filled in, which figures."""

    section = forms.ChoiceField(label=gettext_lazy("Filled in by itself"), required=False)
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Figures"), required=False, widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("For “Figures” and “What the figures are made of”: those to show, in this order."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", _("nothing: text alone")), *((key, each.label) for key, each in sections.items())]  # type: ignore[attr-defined]  # a field of choices
        self.fields["measures"].choices = [(key, capfirst(str(each.label))) for key, each in measures.items() if each.counted]  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        section = sections.get(self.cleaned_data.get("section", ""))
        if section is not None and section.chooses and not self.cleaned_data.get("measures"):
            self.add_error("measures", _("Choose at least one figure."))
        return cleaned


class TemplateForm(ModelForm):
    class Meta:
        model = ReportTemplate
        fields = ["name", "about", "for_board", "names", "retired"]
        widgets = {"about": forms.Textarea(attrs={"rows": 2})}


class TemplatePartForm(_PartForm):
    class Meta:
        model = TemplatePart
        fields = ["heading", "section", "measures", "guidance"]
        widgets = {"guidance": forms.Textarea(attrs={"rows": 3})}


class PartForm(_PartForm):
    class Meta:
        model = ReportPart
        fields = ["heading", "text", "section", "measures", "left_out"]
        widgets = {"text": Readable(attrs={"rows": 14})}
        help_texts = {"text": gettext_lazy("An empty line begins a new paragraph. **bold**, *italic*, - for a list, ## for a heading.")}


class PictureForm(ModelForm):
    class Meta:
        model = ReportPicture
        fields = ["file", "alt", "caption", "consent"]
        widgets = {"file": KeptFile(attrs={"accept": pictures.ACCEPT})}
        help_texts = {"consent": gettext_lazy("The report cannot be published before they have.")}

    def clean_file(self) -> Any:
        return pictures.small_jpeg(self.cleaned_data["file"], size=SIZE, name="billede.jpg")
