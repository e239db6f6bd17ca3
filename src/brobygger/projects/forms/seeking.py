"""Forms of funds, their deadlines, applications and the steps they take."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.advice.models import Consultation
from brobygger.advice.models.consultations import About
from brobygger.centres.choosing import in_use
from brobygger.centres.models import Theme
from brobygger.core.forms import Day, DayField, Form, Kroner, ModelForm
from brobygger.organisations.models import Organisation
from brobygger.projects.colleagues import colleagues
from brobygger.projects.forms.projects import choose
from brobygger.projects.models import Annex, ApplicationText, Fund, FundApplication, FundDeadline, Project
from brobygger.projects.models.grants import MOST
from brobygger.projects.seeking import State

HELPED_SHOWN = 100


class FundForm(ModelForm):
    class Meta:
        model = Fund
        fields = ["name", "kind", "about", "link", "notes", "retired"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3}), "notes": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"notes": gettext_lazy("What you have learned: whom to call, what they like, what they never give to."), "retired": gettext_lazy("Its deadlines stand in no calendar any more; your applications stay.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired"]


class DeadlineForm(ModelForm):
    class Meta:
        model = FundDeadline
        fields = ["on", "yearly", "note"]
        widgets = {"on": Day()}
        help_texts = {"yearly": gettext_lazy("It stands in the calendar each year on that day; look the exact day up when it comes near.")}


class ApplicationForm(ModelForm):
    asked = Kroner(most=MOST, least=1, label=gettext_lazy("Asked for, kroner"), required=False)

    class Meta:
        model = FundApplication
        fields = ["title", "fund", "asked", "deadline", "answer_by", "responsible", "project", "theme", "organisation", "consultation"]
        widgets = {"deadline": Day(), "answer_by": Day()}
        help_texts = {
            "organisation": gettext_lazy("Where you help an association with its own application. It does not count among yours; the help counts as a consultation."),
            "consultation": gettext_lazy("Register the help under Advice, and choose it here."),
            "deadline": gettext_lazy("It stands on the start page of whoever is responsible when it comes near."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        choose(self, "responsible", colleagues(and_also=row.responsible_id))
        choose(self, "fund", Fund.objects.filter(retired=False) | Fund.objects.filter(pk=row.fund_id))
        choose(self, "project", Project.objects.select_related("plan"))
        choose(self, "organisation", Organisation.objects.all())
        in_use(self, "theme", Theme)
        newest = Consultation.objects.filter(about=About.FUNDRAISING).order_by("-pk").values_list("pk", flat=True)[:HELPED_SHOWN]
        choose(self, "consultation", Consultation.objects.select_related("registration").filter(pk__in=[*newest, row.consultation_id or 0]))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("consultation") and not given.get("organisation"):
            self.add_error("organisation", _("Say whose application it is that you help with."))
        if self.instance.sent_on and not given.get("asked") and "asked" not in self.errors:
            self.add_error("asked", _("It was sent, so it asked for something."))
        return cleaned


class StepForm(Form):
    """The day of a step, and what the answer was."""

    on = DayField(label=gettext_lazy("Day"))
    granted = Kroner(most=MOST, least=1, label=gettext_lazy("Granted, kroner"))
    answer = forms.CharField(label=gettext_lazy("What they answered"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("Their reasons and advice: worth having the next time."))

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if state != State.GRANTED:
            del self.fields["granted"]
        if state not in (State.GRANTED, State.REFUSED):
            del self.fields["answer"]


class TextForm(ModelForm):
    class Meta:
        model = ApplicationText
        fields = ["heading", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}


class AnnexForm(ModelForm):
    class Meta:
        model = Annex
        fields = ["name"]
        help_texts = {"name": gettext_lazy("Budget, accounts, statutes, a letter of support …")}
