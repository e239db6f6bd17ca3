"""Forms of the house: premises, rooms with their rules, prices and terms, premises of others."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality
from brobygger.core.forms import Clock, Day, KeptFile, ModelForm
from brobygger.core.pictures import ACCEPT, small_png
from brobygger.organisations.models import Organisation
from brobygger.rooms import seasons
from brobygger.rooms.models import BookerTerms, Feature, LentPremises, Premises, PriceClass, Room, SetUp

PICTURE_SIZE = (1200, 900)
MANY = ("features", "set_ups", "parts", "excludes")


class SeasonField(forms.CharField):
    """A day that comes each year, written as one likes: "1. april", "1/4"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return seasons.said(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        number = seasons.read(text) if text.strip() else None
        if text.strip() and number is None:
            raise ValidationError(_("Write a day of the year, such as “1. april”."))
        return number


class PremisesForm(ModelForm):
    class Meta:
        model = Premises
        fields = ["name", "address", "locality", "access", "opening_hours", "position", "retired"]
        widgets = {"access": forms.Textarea(attrs={"rows": 3}), "opening_hours": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "locality", Locality)
        if not self.instance.pk:
            del self.fields["retired"]


FIRST = ("premises", "name", "capacity", "text", "features", "set_ups", "open_to", "approval")
PARTS = (
    (gettext_lazy("When, and how much"), ("opens", "closes", "weekends", "season_from", "season_to", "ahead_days", "longest_hours", "buffer_minutes", "quota_hours", "cancel_hours", "charged")),
    (gettext_lazy("Accessibility and house rules"), ("step_free", "accessibility", "house_rules")),
    (gettext_lazy("Key or code"), ("way_in", "way_in_hours")),
    (gettext_lazy("Picture"), ("picture", "picture_text")),
    (gettext_lazy("Rooms that belong together"), ("parts", "excludes")),
    (gettext_lazy("Its place in lists"), ("position", "retired")),
)


class RoomForm(ModelForm):
    """What is asked of every room first; the rest opens on demand."""

    season_from = SeasonField(label=gettext_lazy("season, from"), help_text=gettext_lazy("As a garden has: “1. april”. Empty: all year."))
    season_to = SeasonField(label=gettext_lazy("season, to"), help_text=gettext_lazy("The last day, such as “31. oktober”."))

    class Meta:
        model = Room
        fields = [*FIRST, *(name for _heading, names in PARTS for name in names)]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}), "accessibility": forms.Textarea(attrs={"rows": 2}), "house_rules": forms.Textarea(attrs={"rows": 4}), "way_in": forms.Textarea(attrs={"rows": 2}), "opens": Clock(), "closes": Clock(),
            "features": forms.CheckboxSelectMultiple, "set_ups": forms.CheckboxSelectMultiple, "parts": forms.CheckboxSelectMultiple, "excludes": forms.CheckboxSelectMultiple,
            "picture": KeptFile(attrs={"accept": ACCEPT}),
        }
        help_texts = {
            "parts": gettext_lazy("As when the wall between two halls is folded away. Whoever books it takes all of them, and who has one of them keeps the others out."),
            "excludes": gettext_lazy("As when one hears every word next door."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "features", Feature)
        in_use(self, "set_ups", SetUp)
        row = self.instance
        self._choose("premises", Premises.objects.filter(retired=False) | Premises.objects.filter(pk=row.premises_id))
        others = Room.objects.select_related("premises").exclude(pk=row.pk)
        self._choose("parts", others.filter(parts=None))
        self._choose("excludes", others)
        if row.pk:
            picture = self.fields["picture"].widget
            assert isinstance(picture, KeptFile)  # noqa: S101 -- for the type checker: declared above
            picture.href = reverse("rooms_public:picture", args=[row.centre.key, row.pk]) if row.picture else ""
        else:
            del self.fields["retired"]
        for name in ("features", "set_ups", "parts", "excludes"):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField) and (field.queryset is None or not field.queryset.exists()):
                del self.fields[name]

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = rows

    @property
    def many(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in MANY if name in self.cleaned_data}

    @property
    def sections(self) -> list[tuple[Any, list[Any]]]:
        """The fields by heading; those without one come first."""
        found: list[tuple[Any, list[Any]]] = [("", [self[name] for name in FIRST if name in self.fields])]
        return found + [(heading, own) for heading, names in PARTS if (own := [self[name] for name in names if name in self.fields])]

    def clean_picture(self) -> Any:
        given = self.cleaned_data["picture"]
        if not given or given == self.instance.picture:
            return given
        return small_png(given, size=PICTURE_SIZE, name="lokale.png")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("picture") and not given.get("picture_text") and "picture_text" not in self.errors:
            self.add_error("picture_text", _("Say in a few words what the picture shows, for those who cannot see it."))
        for name, other in (("season_from", "season_to"), ("season_to", "season_from")):
            if given.get(other) and not given.get(name) and name not in self.errors:
                self.add_error(name, _("A season has a first and a last day."))
        return cleaned


class PriceClassForm(ModelForm):
    class Meta:
        model = PriceClass
        fields = ["name", "booker", "hourly", "about", "position", "retired"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired"]


class TermsForm(ModelForm):
    class Meta:
        model = BookerTerms
        fields = ["organisation", "price_class", "hours_a_month"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "price_class", PriceClass)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = Organisation.objects.all()
        if self.instance.pk:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and self.cleaned_data.get("price_class") is None and self.cleaned_data.get("hours_a_month") is None:
            raise ValidationError(_("Choose a price class, or write how many hours. Else what usually holds is enough."))
        return cleaned


class LentForm(ModelForm):
    class Meta:
        model = LentPremises
        fields = ["name", "organisation", "owner", "address", "locality", "capacity", "text", "step_free", "free_of_charge", "terms", "contact", "website", "looked_on", "retired"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "terms": forms.Textarea(attrs={"rows": 3}), "looked_on": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "locality", Locality)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = Organisation.objects.all()
        if not self.instance.pk:
            del self.fields["retired"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not self.errors and not given.get("organisation") and not given.get("owner"):
            self.add_error("owner", _("Who lends it out?"))
        return cleaned
