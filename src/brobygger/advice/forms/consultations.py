"""The form of a consultation: whom, about what, how long; the rest opens below."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.forms.models import fields_for_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import RoleAssignment, User
from brobygger.advice.forms.clients import ClientsField, written
from brobygger.advice.models import About, Adviser, Client, Consultation, Initiative, ShelfItem
from brobygger.centres import audit
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Clock, Day, Form, KeptFile, ModelForm, dress
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration

BELOW = ("done_on", "kind", "theme", "minutes", "locality", "target_group", "network", "project", "persons", "attachment")
MOST_BYTES = 20_000_000


class ConsultationForm(ModelForm):
    """``whom`` are the clients by name: organisations of ours, or words for one. ``registration`` is what counts beneath it."""

    whom = ClientsField()
    title = forms.CharField(label=gettext_lazy("In a few words"), max_length=250, required=False, help_text=gettext_lazy("Empty: what it was about, and with whom."))

    class Meta:
        model = Consultation
        fields = ["client", "about", "channel", "place", "at", "notes", "result", "initiative", "advised_by", "adviser", "next_step", "next_on", "next_owner"]
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 6}), "result": forms.Textarea(attrs={"rows": 2}), "next_on": Day(), "at": Clock(),
            "advised_by": forms.CheckboxSelectMultiple,
        }
        help_texts = {"next_on": gettext_lazy("It stands on the start page of whoever does it."), "at": gettext_lazy("For one that is agreed on and still to come.")}

    def __init__(self, *args: Any, registration: Registration, unfinished: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registration, row, self.unfinished = registration, self.instance, unfinished
        self.before = (audit.values(row), audit.values(registration)) if row.pk else None
        below = fields_for_model(Registration, BELOW, widgets={"done_on": Day(), "attachment": KeptFile()})
        for name, field in below.items():
            assert field is not None  # noqa: S101 -- for the type checker: an editable column has a field
            self.fields[name] = field
            self.initial.setdefault(name, getattr(registration, registration._meta.get_field(name).attname))  # type: ignore[union-attr]  # plain columns and keys
        # A title that only says what it is about is made anew, with whom it was.
        self.initial.setdefault("title", "" if registration.draft and registration.title == row.bare_title else registration.title)
        if registration.attachment:
            self.fields["attachment"].widget.href = reverse("journal:attachment", args=[registration.centre.key, registration.pk])
        whom = self.fields["whom"]
        assert isinstance(whom, ClientsField)  # noqa: S101 -- for the type checker: declared above
        self.added_up = False
        if registration.pk:
            whom.there = list(registration.participations.select_related("organisation"))
            self.initial["whom"] = written(whom.there)
            self.added_up = registration.persons == (sum(each.persons or 0 for each in whom.there) or None)
        self._choices(row)
        self.fields["whom"].widget.attrs |= {"list": "known-organisations", "autocomplete": "off", **({"autofocus": True} if row.timer_from else {})}
        dress(self)

    def _choices(self, row: Consultation) -> None:
        here = RoleAssignment.objects.filter(until=None).values("user")
        now = self.registration
        chosen: dict[str, Any] = {
            "next_owner": User.objects.filter(Q(pk__in=here) | Q(pk=row.next_owner_id)), "advised_by": User.objects.filter(Q(pk__in=here) | Q(pk__in=row.advised_by.all() if row.pk else [])).distinct(),
            "target_group": TargetGroup.objects.filter(Q(retired=False) | Q(pk=now.target_group_id)), "initiative": Initiative.objects.filter(Q(ended_on=None) | Q(pk=row.initiative_id)),
            "kind": Kind.objects.filter(Q(base=BaseKind.CONSULTATION, retired=False) | Q(pk=now.kind_id)), "theme": Theme.objects.filter(Q(retired=False) | Q(pk=now.theme_id)),
            "locality": Locality.objects.filter(Q(retired=False) | Q(pk=now.locality_id)), "adviser": Adviser.objects.filter(Q(retired=False) | Q(pk=row.adviser_id)),
        }
        for name, rows in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
            field.queryset = rows
            if not rows and name in {"initiative", "adviser"}:
                del self.fields[name]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)  # noqa: S101 -- as above
        kind.empty_label = None
        if not now.kind_id and (first := kind.queryset.first()) is not None:  # type: ignore[union-attr]  # set above
            self.initial["kind"] = first.pk

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("next_on") and not given.get("next_step"):
            self.add_error("next_step", _("What is to be done by that day?"))
        if given.get("client") == Client.CITIZEN and given.get("whom"):
            self.add_error("whom", _("A citizen is helped without a name. Leave this empty."))
        if given.get("client") == Client.ASSOCIATION and not self.unfinished and not given.get("whom") and "whom" not in self.errors:
            self.add_error("whom", _("Which association? Choose “a citizen” or “an informal group” where there is none."))
        if not self.errors:
            for name in BELOW:
                self.registration._meta.get_field(name).save_form_data(self.registration, given[name])  # type: ignore[union-attr]  # plain columns, keys and a file
            self.registration.title = given["title"] or self._title()
            if self.added_up and "persons" not in self.changed_data:
                self.registration.persons = None  # nobody typed it, so it is added up anew
            if given["done_on"] > timezone.localdate() and given.get("minutes"):
                self.add_error("minutes", _("It is still to come; the minutes are written when it has been held."))
        return cleaned

    def advised_by(self, by: User) -> list[User]:
        """Those who were ticked; where nobody was and nobody from outside advised, whoever writes it down."""
        ticked = list(self.cleaned_data["advised_by"])
        return ticked if ticked or self.cleaned_data.get("adviser") else [by]

    def clean_attachment(self) -> Any:
        file = self.cleaned_data["attachment"]
        if file and getattr(file, "size", 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 20 MB."))
        return file

    def _title(self) -> str:
        """What it was about, and with whom."""
        field = self.fields["whom"]
        assert isinstance(field, ClientsField)  # noqa: S101 -- as above
        words = [str(About(self.cleaned_data["about"]).label).capitalize(), ", ".join(field.names)]
        return ": ".join(word for word in words if word)[:250]

    def parts(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields in the order one thinks of them; those after the first under headings that open."""
        groups: list[tuple[Any, tuple[str, ...]]] = [
            ("", ("client", "whom", "about", "done_on", "minutes", "channel", "notes", "next_step", "next_on", "next_owner")),
            (gettext_lazy("What came of it"), ("result", "initiative")),
            (gettext_lazy("Who advised, theme, place and more"), ("advised_by", "theme", "title", "kind", "locality", "place", "at", "adviser", "target_group", "network", "project", "persons", "attachment")),
        ]
        for heading, names in groups:
            yield str(heading), [self[name] for name in names if name in self.fields]


class AnswerForm(Form):
    to = forms.EmailField(label=gettext_lazy("To"))
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))
    items = forms.ModelMultipleChoiceField(label=gettext_lazy("From the shelf"), queryset=ShelfItem.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput())

    def __init__(self, *args: Any, theme: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        # Those of the talk's theme first, for they are the likeliest.
        fitting = Exists(ShelfItem.themes.through.objects.filter(shelfitem=OuterRef("pk"), theme=theme))
        field.queryset = ShelfItem.objects.filter(retired=False).annotate(fits=fitting).order_by("-fits", "title", "pk")
        if not field.queryset:
            del self.fields["items"]
