"""The form of an offer, the same for staff and for whoever offers it: what it is first, the rest below."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import KeptFile, ModelForm, Readable
from brobygger.directory import hours
from brobygger.directory.models import Meaning, Offer, OfferTime
from brobygger.organisations.models import Organisation

MOST_BYTES = 5_000_000


class HoursField(forms.CharField):
    """The hours of the week, a line each; cleaned, a list of :class:`hours.Hour`."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        return hours.read(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """What cannot be read has been said already; no hour at all is allowed."""


class OfferForm(ModelForm):
    """``week`` are its hours. ``with_provider``: staff choose whose it is; on its own pages that is given."""

    week = HoursField(
        label=gettext_lazy("Opening hours"), required=False,
        help_text=gettext_lazy("A line for each: Monday 10–12, or Mon–Fri 9–15. Leave it empty where there is no fixed time."),
    )

    class Meta:
        model = Offer
        fields = [
            "provider", "title", "short", "text", *Offer.FORMS, "situations", "themes", "target_groups", "age_from", "age_to", "languages", "whole_municipality", "localities", "place", "address",
            "postal_code", "when", "free", "price", "access", "how", "anonymous", "step_free", "accessibility", "contact_name", "contact_phone", "contact_mail", "website",
            "image", "image_alt", "takes_referrals", "interval", "elsewhere_on",
        ]
        widgets = {
            "text": Readable(attrs={"rows": 6}), "themes": forms.CheckboxSelectMultiple, "target_groups": forms.CheckboxSelectMultiple, "localities": forms.CheckboxSelectMultiple,
            "situations": forms.SelectMultiple(attrs={"size": 8}), "image": KeptFile(), "postal_code": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts = {
            "title": gettext_lazy("What it is called, or what one would call it: “Café for those who have lost somebody”."),
            "short": gettext_lazy("As you would say it to a neighbour. It stands in the list of what was found."),
            "text": gettext_lazy("What happens, who is there, what it is like the first time. Short sentences. Markdown."),
            "situations": gettext_lazy("What people are in when they need this. They find it by all the words that belong to it."),
            "when": gettext_lazy("Such as: every other Thursday, not in July."),
            "how": gettext_lazy("Such as: ask for Karen, she meets you at the door."),
            "image_alt": gettext_lazy("For those who cannot see it."),
            "contact_mail": gettext_lazy("Shown to citizens; and where we ask whether all of it is still right."),
        }

    STAFF_ONLY = ("provider", "interval", "elsewhere_on", "takes_referrals")

    def __init__(self, *args: Any, with_provider: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if not with_provider:
            for name in self.STAFF_ONLY:
                del self.fields[name]
        else:
            self._choose("provider", Organisation.objects.all())
            self.fields["provider"].empty_label = gettext_lazy("Choose")  # type: ignore[attr-defined]  # a key's field
        if row.pk:
            there = [hours.Hour(each.weekday, each.opens, each.closes, each.note) for each in row.times.all()]
            self.initial["week"] = hours.written(there, [str(label) for _value, label in OfferTime.Weekday.choices])
        self._choose("situations", Meaning.objects.filter(Q(retired=False) | Q(pk__in=row.situations.all() if row.pk else [])))
        for name, model in (("themes", Theme), ("target_groups", TargetGroup), ("localities", Locality)):
            self._choose(name, model.objects.filter(Q(retired=False) | Q(pk__in=getattr(row, name).all() if row.pk else [])))

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = rows

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("image") and not given.get("image_alt"):
            self.add_error("image_alt", gettext_lazy("Say what the picture shows."))
        if given.get("free") and given.get("price"):
            self.add_error("price", gettext_lazy("It is marked as free of charge. Take the tick or the price away."))
        return cleaned

    def clean_image(self) -> Any:
        file = self.cleaned_data["image"]
        if file and getattr(file, "size", 0) > MOST_BYTES:
            raise ValidationError(gettext_lazy("The picture is larger than 5 MB."))
        return file

    def parts(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields in the order one thinks of them; those after the first under headings that open."""
        groups: list[tuple[Any, tuple[str, ...]]] = [
            ("", ("provider", "title", "short", "text", "access", "how", "contact_phone", "contact_mail", "contact_name", "website", "place", "address", "postal_code", "week", "when")),
            (gettext_lazy("For whom"), ("situations", "themes", "target_groups", "age_from", "age_to", "languages", "whole_municipality", "localities")),
            (gettext_lazy("What kind of offer it is"), (*Offer.FORMS, "free", "price", "anonymous", "step_free", "accessibility")),
            (gettext_lazy("Picture"), ("image", "image_alt")),
            (gettext_lazy("How it is kept fresh"), ("interval", "takes_referrals", "elsewhere_on")),
        ]
        for heading, names in groups:
            if fields := [self[name] for name in names if name in self.fields]:
                yield str(heading), fields
