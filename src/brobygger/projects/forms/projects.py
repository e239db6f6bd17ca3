"""Forms of projects and their partners."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import TargetGroup
from brobygger.core.forms import Day, DayField, KeptFile, ModelForm
from brobygger.organisations.models import Organisation
from brobygger.plan.models import Plan, Team
from brobygger.projects.colleagues import colleagues
from brobygger.projects.models import Partner, Project
from brobygger.projects.models.projects import MOST_BYTES


def choose(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Offer ``rows`` in the field ``name``."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
    field.queryset = rows


class ProjectForm(ModelForm):
    """What a project is besides its plan. A new one says its title and period too, or chooses a plan that is there."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("To"), required=False)

    field_order = ["title", "starts_on", "ends_on", "plan"]

    class Meta:
        model = Project
        fields = ["plan", "part", "led_by", "responsible", "team", "target_groups", "age_from", "age_to", "partner_cap", "about"]
        widgets = {"target_groups": forms.CheckboxSelectMultiple, "about": forms.Textarea(attrs={"rows": 6})}
        labels = {"plan": gettext_lazy("or a project’s plan that is here already")}
        help_texts = {
            "plan": gettext_lazy("Title, period and goals come from the plan then."),
            "led_by": gettext_lazy("Where others lead it and you take part."),
            "partner_cap": gettext_lazy("How many organisations it takes at a time. Empty where there is no limit."),
            "about": gettext_lazy("A few lines that the annual report can take over: what it is, for whom, and what has come of it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        choose(self, "responsible", colleagues(and_also=row.responsible_id))
        choose(self, "team", Team.objects.all())
        choose(self, "led_by", Organisation.objects.all())
        in_use(self, "target_groups", TargetGroup)
        if not self.fields["target_groups"].queryset.exists():  # type: ignore[attr-defined]  # a ModelChoiceField
            del self.fields["target_groups"]
        free = Plan.objects.filter(kind=Plan.Kind.PROJECT, project=None)
        if row.pk:
            for name in ("title", "starts_on", "ends_on", "plan"):
                del self.fields[name]
            return
        self.fields["plan"].required = False
        choose(self, "plan", free)
        if not free.exists():
            del self.fields["plan"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not self.instance.pk and not given.get("plan") and not self.errors:
            for name, sentence in (("title", _("What is it called?")), ("starts_on", _("When does it begin?")), ("ends_on", _("When does it end?"))):
                if not given.get(name):
                    self.add_error(name, sentence)
            if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
                self.add_error("ends_on", _("It ends before it begins."))
        if given.get("led_by") and given.get("part") == Project.Part.LEAD:
            self.add_error("led_by", _("If you lead it yourselves, nobody else does."))
        return cleaned

    @property
    def plan(self) -> Plan:
        """The plan chosen, or a new one."""
        given = self.cleaned_data
        return given.get("plan") or Plan(title=given["title"], starts_on=given["starts_on"], ends_on=given["ends_on"], label=_("Project plan"), kind=Plan.Kind.PROJECT)


class PartnerForm(ModelForm):
    class Meta:
        model = Partner
        fields = ["organisation", "role", "since", "until", "agreed_on", "agreement", "link"]
        widgets = {"since": Day(), "until": Day(), "agreed_on": Day(), "agreement": KeptFile}
        help_texts = {
            "role": gettext_lazy("For example: lends rooms, finds participants, runs the workshops."),
            "until": gettext_lazy("Empty as long as it takes part."),
            "link": gettext_lazy("Where the agreement lies, if not here."),
        }

    def __init__(self, *args: Any, href: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organisation", Organisation.objects.all())
        file = self.fields["agreement"].widget
        assert isinstance(file, KeptFile)  # noqa: S101 -- for the type checker: declared above
        file.href = href

    def clean_agreement(self) -> Any:
        file = self.cleaned_data.get("agreement")
        if file and getattr(file, "size", 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 15 MB."))
        return file
