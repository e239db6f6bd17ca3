"""The form one signs up with, on the public page and at the desk; and how a sign-up is changed."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.core.forms import Form, dress
from brobygger.core.prepared import Given, Prepared
from brobygger.core.times import local
from brobygger.events.companions import MOST, Named
from brobygger.events.models import Event, Question, SignUp, SignUpList
from brobygger.events.models.signups import MOST_PERSONS
from brobygger.events.signing_up import Asking
from brobygger.organisations.models import Organisation
from brobygger.organisations.naming import by_name

LONGEST = 120  # letters of a name
A_MOMENT, A_DAY = 2, 86_400  # seconds
_asked = Prepared(lambda: Question.objects.filter(signup_list=Given("signup_list", BigIntegerField())))
_signer = signing.Signer(salt="events.sign-up")


class SignUpForm(Form):
    """``asks``: whether the list may have questions of its own. ``second_name`` is for robots: people do not see it, and what is written there is taken for no sign-up.

    ``seen`` says when the page was given out: people look at it for a moment. ``dates`` are other events of a series that may be signed up for
    in one go.
    """

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    mail = forms.EmailField(label=gettext_lazy("Your mail"), help_text=gettext_lazy("We send a confirmation with a link to change or leave."))
    label = forms.CharField(label=gettext_lazy("Association or workplace"), max_length=160, required=False)
    persons = forms.IntegerField(label=gettext_lazy("How many are you?"), min_value=1, initial=1)
    others = forms.CharField(
        label=gettext_lazy("Who comes with you?"), required=False, max_length=MOST * 122, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("If you are several: the names of the others, one a line, so that each can be ticked off. You may leave it empty."),
    )
    seen = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, signup_list: SignUpList, dates: list[Event] | None = None, here: Event | None = None, staff: bool = False, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signup_list, self.dates = signup_list, dates or []
        self.fields["seen"].initial = lambda: _signer.sign(f"{int(time.time()):x}")
        for name, token in (("name", "name"), ("mail", "email"), ("label", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = token
        most = MOST_PERSONS if staff else signup_list.most_persons
        self.fields["persons"].max_value = most  # type: ignore[attr-defined]  # an IntegerField
        self.fields["persons"].widget.attrs["max"] = most
        if staff:
            self.fields["name"].label, self.fields["mail"].label = gettext_lazy("Name"), gettext_lazy("Mail")
            self.fields["persons"].label = gettext_lazy("Number of persons")
            self.fields["mail"].required = False
            self.fields["mail"].help_text = gettext_lazy("Empty: nothing is sent.")
            del self.fields["second_name"], self.fields["seen"]
        elif most == 1:
            self.fields["persons"].widget = forms.HiddenInput()
        if most == 1:
            del self.fields["others"]
        self.staff, self.questions = staff, self._asked() if asks or dates else {}
        for name, same in self.questions.items():
            self.fields[name] = _field(same[0], needed=same[0].required and not staff and not self.dates)
        if self.dates:
            self.fields["dates"] = forms.MultipleChoiceField(
                label=gettext_lazy("Which dates?"), widget=forms.CheckboxSelectMultiple, choices=[(str(each.pk), _date(each)) for each in self.dates],
                initial=[str(here.pk)] if here else None,
            )
        dress(self)

    def _asked(self) -> dict[str, list[Question]]:
        """What the list asks, or the lists of all dates: by field, those of several dates that are the same question."""
        lists = {self.signup_list.pk, *(each.signup_list_id for each in self.dates)}
        asked = Question.objects.filter(signup_list__in=lists) if len(lists) > 1 else _asked(signup_list=self.signup_list.pk)
        found: dict[tuple[str, str, str], list[Question]] = {}
        for question in sorted(asked, key=lambda each: (each.signup_list_id != self.signup_list.pk, each.position, each.pk)):
            found.setdefault((question.text, question.kind, question.choices), []).append(question)
        return {f"q{same[0].pk}": same for same in found.values()}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.dates and not self.staff:
            chosen = {each.pk for each in self.lists()}
            for name, same in self.questions.items():
                if not self.cleaned_data.get(name) and name not in self.errors and any(each.required and each.signup_list_id in chosen for each in same):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def clean_mail(self) -> str:
        return str(self.cleaned_data["mail"]).strip()

    def clean_persons(self) -> int:
        given, most = int(self.cleaned_data["persons"]), int(self.fields["persons"].max_value)  # type: ignore[attr-defined]  # an IntegerField
        if given > most:
            raise ValidationError(_("At most %(n)s in one sign-up.") % {"n": most})
        return given

    def clean_others(self) -> list[str]:
        """One name a line; longer ones are no names."""
        found = [name for line in self.cleaned_data["others"].splitlines() if (name := " ".join(line.split()))]
        if any(len(each) > LONGEST for each in found):
            raise ValidationError(_("Write one name a line: %(text)s …") % {"text": max(found, key=len)[:40]})
        if len(found) > min(int(self.cleaned_data.get("persons") or 1) - 1, MOST) and "persons" in self.cleaned_data:
            raise ValidationError(_("You have named more than come. Write how many you are, the one who signs up among them."))
        return found

    def was_looked_at(self) -> bool:
        """Whether the page was given out today, at least a moment before it was sent. Without proof it is still a sign-up, under a narrower limit."""
        try:
            then = int(_signer.unsign(self.cleaned_data.get("seen", "")), 16)
        except (signing.BadSignature, ValueError):
            return False
        return A_MOMENT <= time.time() - then <= A_DAY

    def asking(self) -> Asking:
        """What was asked for. Another spelling of an association that the centre knows is that association."""
        given = self.cleaned_data
        known = by_name().get(given["label"].strip().lower()) if given["label"] else None
        answers = {each.pk: _as_text(each, given.get(name)) for name, same in self.questions.items() for each in same}
        return Asking(
            name=given["name"].strip(), mail=given["mail"], organisation=Organisation.objects.filter(pk=known).first() if known else None, label=given["label"].strip(),
            persons=given["persons"], language=get_language() or "da", answers={key: text for key, text in answers.items() if text},
            others=[Named(each) for each in given.get("others", [])],
        )

    def lists(self) -> list[SignUpList]:
        if not self.dates:
            return [self.signup_list]
        chosen = set(self.cleaned_data.get("dates", []))
        return [each.signup_list for each in self.dates if str(each.pk) in chosen and each.signup_list is not None]


class ChangeForm(Form):
    """What one may correct of one's own sign-up; and a line for each who comes with it, with what is asked of everybody."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    label = forms.CharField(label=gettext_lazy("Association or workplace"), max_length=160, required=False)
    persons = forms.IntegerField(label=gettext_lazy("How many are you?"), min_value=1, max_value=MOST_PERSONS)

    def __init__(self, *args: Any, signup: SignUp, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": signup.name, "label": signup.where_from, "persons": signup.persons}, **kwargs)
        self.asked = list(signup.signup_list.questions.filter(per_person=True)) if signup.is_party else []
        there = list(signup.companions.prefetch_related("answers")) if signup.is_party else []
        self.lines = range(2, min(signup.persons, MOST + 1) + 1)
        for n in self.lines:
            one = there[n - 2] if n - 2 < len(there) else None
            self.fields[f"other{n}"] = forms.CharField(label=_("Person %(n)s") % {"n": n}, required=False, max_length=LONGEST, initial=one.name if one else "")
            said = {each.question_id: each.text for each in one.answers.all()} if one else {}
            for question in self.asked:
                field = _field(question, needed=False)
                field.label = _("%(question)s (person %(n)s)") % {"question": question.text, "n": n}
                field.initial = bool(said.get(question.pk)) if question.kind == Question.Kind.TICK else said.get(question.pk, "")
                self.fields[f"other{n}q{question.pk}"] = field
        dress(self)

    def others(self) -> list[Named]:
        """Those on the lines that still are within the number of persons."""
        given = self.cleaned_data
        every = [Named(" ".join(given[f"other{n}"].split()), {each.pk: _as_text(each, given.get(f"other{n}q{each.pk}")) for each in self.asked}) for n in self.lines]
        return [each for each in every if each.is_somebody]

    def organisation(self) -> Organisation | None:
        known = by_name().get(self.cleaned_data["label"].strip().lower())
        found: Organisation | None = Organisation.objects.filter(pk=known).first() if known else None
        return found


def _field(question: Question, *, needed: bool) -> forms.Field:
    if question.kind == Question.Kind.TICK:
        return forms.BooleanField(label=question.text, required=needed)
    if question.kind == Question.Kind.CHOICE:
        return forms.ChoiceField(label=question.text, required=needed, choices=[("", "–"), *((each, each) for each in question.offered)])
    return forms.CharField(label=question.text, required=needed, max_length=300)


def _as_text(question: Question, value: Any) -> str:
    if question.kind == Question.Kind.TICK:
        return str(_("yes")) if value else ""
    return str(value or "").strip()


def _date(event: Event) -> str:
    start = local(event.starts_at)
    return f"{formats.date_format(start, 'l j. F Y')} {start:%H.%M}"
