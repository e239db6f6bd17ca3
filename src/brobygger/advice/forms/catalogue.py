"""Forms of the catalogue: a service, an adviser with times, an item of the shelf; what somebody asks, and the answer."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.advice.models import Adviser, AdviserTime, Client, Request, Service, ShelfItem
from brobygger.advice.models.shelf import MOST_BYTES
from brobygger.core.forms import Form, KeptFile, ModelForm
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind

MOST_TIMES = 200


class ServiceForm(ModelForm):
    class Meta:
        model = Service
        fields = ["title", "sort", "kind", "about", "text", "for_whom", "price", "adviser", "theme", "position", "published"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "kind": gettext_lazy("What the work that comes of it is written down as."), "about": gettext_lazy("What a consultation that comes of it counts as."),
            "adviser": gettext_lazy("Whoever asks can choose among the adviser’s free times."),
        }


    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = Kind.objects.filter(Q(base__in=[BaseKind.CONSULTATION, BaseKind.PRACTICAL_SERVICE], retired=False) | Q(pk=self.instance.kind_id))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, sort = self.cleaned_data.get("kind"), self.cleaned_data.get("sort")
        if sort and kind is not None and kind.base != Service(sort=sort).base:
            self.add_error("kind", _("“%(kind)s” counts as something else than %(sort)s.") % {"kind": kind, "sort": Service.Sort(sort).label})
        elif sort == Service.Sort.PRACTICAL and kind is None and Kind.objects.filter(base=BaseKind.PRACTICAL_SERVICE, retired=False).count() > 1:
            self.add_error("kind", _("Which kind of work is it? There are several."))
        return cleaned


class AdviserForm(ModelForm):
    times = forms.CharField(
        label=gettext_lazy("Times to add"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, such as 14.10.2026 10.00-10.45. A longer stretch can be cut: 14.10.2026 9.00-12.00 / 45 gives four times."),
    )
    place = forms.CharField(label=gettext_lazy("Where the times are"), required=False, max_length=160)

    class Meta:
        model = Adviser
        fields = ["name", "title", "organisation", "about", "mail", "retired"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired"]

    def clean_times(self) -> list[tuple[datetime, datetime]]:
        found: list[tuple[datetime, datetime]] = []
        for line in self.cleaned_data["times"].splitlines():
            if line.strip():
                found += _times(line.strip())
        if len(found) > MOST_TIMES:
            raise ValidationError(_("That is more than %(most)s times at once.") % {"most": MOST_TIMES})
        return found


def _times(line: str) -> list[tuple[datetime, datetime]]:
    """The times of one line; ValidationError with the line where it cannot be read, is past, or ends before it begins."""
    wrong = ValidationError(_("“%(line)s” is no time. Write it as 14.10.2026 10.00-10.45.") % {"line": line[:60]})
    said, _slash, cut = line.partition("/")
    parts = said.split()
    if len(parts) != 2 or "-" not in parts[1]:
        raise wrong
    try:
        day = _day(parts[0])
        start, end = (_moment(day, each) for each in parts[1].replace("–", "-").split("-", 1))
        minutes = int(cut) if cut.strip() else 0
    except ValueError as error:
        raise wrong from error
    if end <= start or (cut.strip() and not 5 <= minutes <= 600):
        raise wrong
    if start <= timezone.now():
        raise ValidationError(_("“%(line)s” has passed.") % {"line": line[:60]})
    if not minutes:
        return [(start, end)]
    length, found = timedelta(minutes=minutes), []
    while start + length <= end:
        found.append((start, start + length))
        start += length
    return found


def _day(text: str) -> date:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 -- a day alone has no zone
        except ValueError:
            continue
    raise ValueError(text)


def _moment(day: date, text: str) -> datetime:
    hour, _dot, minute = text.strip().replace(":", ".").partition(".")
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute or 0))))


class ShelfItemForm(ModelForm):
    class Meta:
        model = ShelfItem
        fields = ["title", "sort", "text", "file", "link", "themes", "public", "retired"]
        widgets = {"file": KeptFile(), "text": forms.Textarea(attrs={"rows": 3}), "themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.file:
            widget = self.fields["file"].widget
            assert isinstance(widget, KeptFile)  # noqa: S101 -- for the type checker: it is
            widget.href = reverse("advice:shelf_file", args=[row.centre.key, row.pk])
        if not row.pk:
            del self.fields["retired"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and getattr(file, "size", 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 15 MB. Put it somewhere else and write a link."))
        return file


class RequestForm(ModelForm):
    """``second_name`` is for robots, as on every open form. ``time`` is there where an adviser has free times."""

    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    own_key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))

    class Meta:
        model = Request
        fields = ["client", "label", "time", "message", "wished", "name", "mail", "phone"]
        widgets = {"message": forms.Textarea(attrs={"rows": 5}), "time": forms.RadioSelect, "client": forms.RadioSelect}
        help_texts = {"mail": gettext_lazy("The answer is sent here."), "message": gettext_lazy("A few lines. Please write nothing about illness or others’ private matters.")}

    def __init__(self, *args: Any, times: list[AdviserTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, token in (("name", "name"), ("mail", "email"), ("phone", "tel"), ("label", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = token
        field = self.fields["time"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        if times:
            field.queryset = AdviserTime.objects.filter(pk__in=[each.pk for each in times])
            field.required, field.empty_label = True, None
            field.label_from_instance = _slot  # type: ignore[assignment,method-assign]  # Django's own hook for it
            del self.fields["wished"]
        else:
            del self.fields["time"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("client") == Client.ASSOCIATION and not self.cleaned_data.get("label") and "label" not in self.errors:
            self.add_error("label", _("Which association? Choose “a citizen” or “an informal group” where there is none."))
        return cleaned

    def clean_own_key(self) -> str:
        return str(self.cleaned_data["own_key"]) or secrets.token_urlsafe(16)


def _slot(row: AdviserTime) -> str:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return f"{formats.date_format(start, 'l j. F')} {start:%H.%M}–{end:%H.%M}" + (f", {row.place}" if row.place else "")


class AppointmentForm(Form):
    """What whoever has a time may do with it: another of the adviser's free times, or none."""

    time = forms.ModelChoiceField(label=gettext_lazy("Another time"), queryset=AdviserTime.objects.none(), required=False, widget=forms.RadioSelect, empty_label=None)
    reason = forms.CharField(label=gettext_lazy("Why you cancel, if you like"), required=False, max_length=250)

    def __init__(self, *args: Any, times: list[AdviserTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = AdviserTime.objects.filter(pk__in=[each.pk for each in times])
        field.label_from_instance = _slot  # type: ignore[assignment,method-assign]  # Django's own hook for it
        if not times:
            del self.fields["time"]


class DoneForm(Form):
    amount = forms.IntegerField(label=gettext_lazy("How many"), required=False, min_value=1, max_value=1_000_000, help_text=gettext_lazy("Copies, letters, whatever it was; empty where there is nothing to count."))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=6000)
    answer = forms.CharField(
        label=gettext_lazy("A few words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("They go by mail to whoever asked. Empty: nothing is sent."),
    )


class AnswerRequestForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("A few words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("They go with the mail to whoever asked."),
    )
