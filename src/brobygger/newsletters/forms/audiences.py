"""The forms of who gets newsletters: an audience's rule, and one address that is asked."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import Form, ModelForm
from brobygger.newsletters.models import Audience
from brobygger.organisations.models import Contact, MembershipType, Network, Organisation, Sector

TICKS = forms.CheckboxSelectMultiple
RULE = ("types", "themes", "localities", "networks", "sectors", "roles", "title_words", "reach")


class AudienceForm(ModelForm):
    """Who, and below it what narrows: the rule is folded away until it is wanted."""

    sectors = forms.MultipleChoiceField(label=gettext_lazy("Sectors"), choices=Sector.choices, required=False, widget=TICKS)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Only contacts who are"), choices=Contact.Role.choices, required=False, widget=TICKS, help_text=gettext_lazy("Then the contacts are written to, not the organisation itself."),
    )

    class Meta:
        model = Audience
        fields = ["name", "who", "public", "about", "types", "themes", "localities", "networks", "sectors", "roles", "title_words", "reach", "also"]
        widgets = {"who": forms.RadioSelect, "types": TICKS, "themes": TICKS, "localities": TICKS, "networks": TICKS, "reach": forms.RadioSelect, "also": forms.SelectMultiple(attrs={"size": 8})}
        help_texts = {
            "public": gettext_lazy("It stands on the page where people sign up, and those who choose it are in it."), "also": gettext_lazy("Such as newspapers, radio stations and others of the press. Hold Ctrl to choose several."),
            "themes": gettext_lazy("Tick nothing, and it is all of them. Of several ticks any will do."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("types", MembershipType), ("themes", Theme), ("localities", Locality)):
            in_use(self, name, model)
        today = timezone.localdate()
        had = list(self.instance.networks.values_list("pk", flat=True)) if self.instance.pk else []
        self._choose("networks", Network.objects.alive_in(today, today) | Network.objects.filter(pk__in=had))
        self._choose("also", Organisation.objects.all())
        for name in ("types", "themes", "localities", "networks"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- as above
            if not field.queryset.exists():  # type: ignore[union-attr]  # set above
                del self.fields[name]

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- as above
        field.queryset = rows

    @property
    def rule(self) -> list[Any]:
        return [self[name] for name in RULE if name in self.fields]

    @property
    def rule_is_used(self) -> bool:
        return any(each.errors or (each.value() and each.name != "reach") for each in self.rule)


class Lists(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """Open audiences, each with what is in it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}: {obj.about}" if obj.about else str(obj.name)


class AskForm(Form):
    """An address that is asked whether it wants newsletters."""

    mail = forms.EmailField(label=gettext_lazy("Mail"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    lists = Lists(label=gettext_lazy("Newsletters"), queryset=Audience.objects.none(), required=False, widget=TICKS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_lists(self)


def offer_lists(form: forms.BaseForm) -> None:
    """The open audiences to choose among, where there are several; where there is one, it is that."""
    field = form.fields["lists"]
    assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the type checker: declared with the form
    rows = Audience.objects.open()
    field.queryset = rows
    if rows.count() < 2:
        del form.fields["lists"]


def chosen_lists(form: Any) -> list[Audience]:
    """What was chosen in a valid form; all there are where there was nothing to choose."""
    return list(form.cleaned_data["lists"]) if "lists" in form.fields else list(Audience.objects.open())
