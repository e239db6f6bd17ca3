"""Forms of an opportunity, with a hint beside each field on what makes somebody answer; and of the wish to be told of new ones."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Day, Form, ModelForm, Readable
from brobygger.matching.forms.fields import BitsField, TimesField
from brobygger.matching.models import Alert, Opportunity, Topic
from brobygger.matching.topics import offered
from brobygger.organisations.models import Organisation

_HINTS = {
    "title": gettext_lazy("Say what one does and for whom: “Walk with somebody who cannot go alone”, not “Volunteer wanted”."),
    "tasks": gettext_lazy("Write to one person, with “you”. Three or four things one actually does; what a normal time looks like. Markdown may be used."),
    "text": gettext_lazy("Who you are in two lines, and what one gets: company, a course, a meal, a certificate. Markdown may be used."),
    "place": gettext_lazy("The address or the meeting place. Can one get there by bus?"),
    "hours_from": gettext_lazy("Few dare to say yes to “as much as possible”. Two hours every other week is 1."),
    "languages": gettext_lazy("Tick only what one cannot do without."),
    "support": gettext_lazy("Who takes care of a newcomer the first time, and whom does one ask?"),
    "welcoming_how": gettext_lazy("For instance: a fixed contact, shorter times, going along the first times."),
    "needs_child_certificate": gettext_lazy("By law where one works with children under 15. The association gets it; no paper is kept here."),
    "contact_mail": gettext_lazy("Is shown on the page, and is where we write when somebody is interested."),
}


class OpportunityForm(ModelForm):
    """All of it, as staff and the association write it. ``association``: on its own pages, where whose it is is said already."""

    times = TimesField(label=gettext_lazy("Times of the week"), help_text=gettext_lazy("Where it is at fixed times: tick all that are possible."))
    interests = BitsField(label=gettext_lazy("What it is about"))
    skills = BitsField(label=gettext_lazy("It is good to know something about"))
    languages = BitsField(label=gettext_lazy("Languages one must speak"))

    class Meta:
        model = Opportunity
        fields = [
            "organisation", "title", "tasks", "text", "format", "place", "locality", "rhythm", "times", "hours_from", "hours_to", "starts_on", "ends_on", "places", "interests", "skills", "languages",
            "theme", "target_group", "min_age", "max_age", "needs_child_certificate", "needs_record", "support", "welcoming", "welcoming_how", "contact_name", "contact_mail", "contact_phone",
        ]
        widgets = {
            "tasks": Readable(attrs={"rows": 6}), "text": Readable(attrs={"rows": 4}), "support": forms.Textarea(attrs={"rows": 3}), "starts_on": Day(), "ends_on": Day(),
            "rhythm": forms.RadioSelect, "format": forms.RadioSelect,
        }
        help_texts = _HINTS

    def __init__(self, *args: Any, association: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].help_text = _HINTS["languages"]
        for name, sort in (("interests", Topic.Sort.INTEREST), ("skills", Topic.Sort.SKILL), ("languages", Topic.Sort.LANGUAGE)):
            field = self.fields[name]
            assert isinstance(field, BitsField)  # noqa: S101 -- for the type checker: declared above
            field.offer(offered(sort, had=getattr(self.instance, name)))
        for name, model in (("locality", Locality), ("theme", Theme), ("target_group", TargetGroup)):
            in_use(self, name, model)
        if association:
            del self.fields["organisation"]
        else:
            whose = self.fields["organisation"]
            assert isinstance(whose, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
            whose.queryset, whose.empty_label = Organisation.objects.all(), str(_("the centre itself"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("welcoming") and not given.get("welcoming_how") and "welcoming_how" not in self.errors:
            self.add_error("welcoming_how", _("Say in a few words how, so that somebody dares to come."))
        if given.get("rhythm") != "weekly" and "times" in given:
            given["times"] = self.instance.times = 0
        return cleaned


class SendBackForm(Form):
    words = forms.CharField(label=gettext_lazy("What is missing"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("They go with the mail to the association."))


class AlertForm(ModelForm):
    """``second_name`` is for robots, as on every open form."""

    interests = BitsField(label=gettext_lazy("About"))
    times = TimesField(label=gettext_lazy("When you can"), help_text=gettext_lazy("Tick nothing, and time does not matter."))
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = Alert
        fields = ["mail", "interests", "locality", "words", "times"]
        help_texts = {"words": gettext_lazy("A word that should stand in it, if you like.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail"].widget.attrs["autocomplete"] = "email"
        field = self.fields["interests"]
        assert isinstance(field, BitsField)  # noqa: S101 -- for the type checker: declared above
        field.offer(offered(Topic.Sort.INTEREST))
        in_use(self, "locality", Locality)
