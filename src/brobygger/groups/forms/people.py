"""The forms by which one gets on a list, is reached and talked with; and says afterwards what she gained."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Theme
from brobygger.core.forms import ClockField, DayField, Form
from brobygger.groups.models import FirstTalk, Group, GroupType, Participant, TypeRule
from brobygger.groups.seats import Asking

A_MOMENT, A_DAY = 2, 86_400  # seconds
_signer = signing.Signer(salt="groups.interest")


class InterestForm(Form):
    """A first name and a way to reach her: nothing more is needed. ``second_name`` is for robots, ``seen`` says when the page was given out."""

    name = forms.CharField(label=gettext_lazy("Your first name"), max_length=60, help_text=gettext_lazy("Or what you would like to be called. Nobody asks for more."))
    mail = forms.EmailField(label=gettext_lazy("Your mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Your telephone"), max_length=30, required=False, help_text=gettext_lazy("One of the two is enough. With a mail you get a link by which you see where you stand, or leave the list."))
    seen = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = lambda: _signer.sign(f"{int(time.time()):x}")
        for name, token in (("name", "given-name"), ("mail", "email"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = token
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        if staff:
            del self.fields["second_name"], self.fields["seen"]
            for name, label in (("name", gettext_lazy("First name")), ("mail", gettext_lazy("Mail")), ("phone", gettext_lazy("Telephone"))):
                self.fields[name].label, self.fields[name].help_text = label, ""
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("mail") and not self.cleaned_data.get("phone") and not {"mail", "phone"} & set(self.errors):
            self.add_error("mail", _("Write a mail or a telephone number, so that we can reach you."))
        return cleaned

    def was_looked_at(self) -> bool:
        """Whether the page was given out today, at least a moment before it was sent."""
        try:
            then = int(_signer.unsign(self.cleaned_data.get("seen", "")), 16)
        except (signing.BadSignature, ValueError):
            return False
        return A_MOMENT <= time.time() - then <= A_DAY

    def asking(self) -> Asking:
        given = self.cleaned_data
        return Asking(name=given["name"].strip(), mail=given["mail"].strip(), phone=given["phone"].strip(), language=get_language() or "da")


class WaitForm(InterestForm):
    """On the list of a theme that has no group yet."""

    theme = forms.ModelChoiceField(label=gettext_lazy("What should it be about?"), queryset=Theme.objects.none())
    type = forms.ChoiceField(label=gettext_lazy("What are you looking for?"), widget=forms.RadioSelect, initial=GroupType.SELF_HELP, choices=[
        (GroupType.SELF_HELP, gettext_lazy("a self-help group, with others who know how it is")), (GroupType.INTEREST, gettext_lazy("a community about something we like")),
    ])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["theme"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset, field.empty_label = themes_to_wait_for(), "–"
        self.order_fields(["type", "theme", "name", "mail", "phone"])


def themes_to_wait_for() -> Any:
    """Those the centre has chosen for any type of group; all where it has chosen none."""
    chosen = TypeRule.themes.through.objects.filter(typerule__in=TypeRule.objects.all()).values_list("theme", flat=True)
    rows = Theme.objects.filter(retired=False)
    return rows.filter(pk__in=list(chosen)) if chosen else rows


class ReachForm(InterestForm):
    """How one is called and reached, corrected by staff."""

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, staff=True, initial={"name": participant.name, "mail": participant.mail, "phone": participant.phone}, **kwargs)


class LinkForm(Form):
    """Where a facilitator asks for the link to her own page. ``second_name`` is for robots, as on every open form."""

    mail = forms.EmailField(label=gettext_lazy("Your mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))


class TalkForm(Form):
    on = DayField(label=gettext_lazy("Day"))
    at = ClockField(label=gettext_lazy("Time"), required=False)
    with_whom = forms.ModelChoiceField(label=gettext_lazy("Who talks with her or him"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, talk: FirstTalk | None, by: User, **kwargs: Any) -> None:
        initial = {"on": talk.on, "at": talk.at, "with_whom": talk.with_whom_id} if talk else {"with_whom": by.pk}
        super().__init__(*args, initial=initial, **kwargs)
        field = self.fields["with_whom"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        there = int(talk.with_whom_id or 0) if talk else 0
        field.queryset = User.objects.filter(Q(pk__in=RoleAssignment.objects.filter(until=None).values("user")) | Q(pk=there))


class HeldForm(Form):
    """What came of the first talk: one of four, and nothing else."""

    on = DayField(label=gettext_lazy("Held on"))
    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=FirstTalk.Outcome.choices, widget=forms.RadioSelect)
    seat = forms.BooleanField(label=gettext_lazy("Give a seat at once, if the group fits"), required=False, initial=True)
    other = forms.ModelChoiceField(label=gettext_lazy("The other group"), queryset=Group.objects.none(), required=False, help_text=gettext_lazy("She or he goes on to its list."))

    def __init__(self, *args: Any, participant: Participant, talk: FirstTalk | None, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, initial={"on": min(talk.on, today) if talk else today}, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Group.objects.alive().exclude(pk=participant.group_id or 0).exclude(type=GroupType.CAFE)
        if participant.group_id is None:
            del self.fields["seat"]


class VerdictForm(Form):
    """What one who was in it thinks: a score and a few words. ``second_name`` is for robots; ``key`` is the form's own."""

    score = forms.TypedChoiceField(label=gettext_lazy("How was it for you to be in the group?"), coerce=int, widget=forms.RadioSelect, choices=[
        (5, gettext_lazy("5 – very good")), (4, gettext_lazy("4 – good")), (3, gettext_lazy("3 – all right")), (2, gettext_lazy("2 – not so good")), (1, gettext_lazy("1 – not good")),
    ])
    gained = forms.CharField(label=gettext_lazy("What did you gain?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
