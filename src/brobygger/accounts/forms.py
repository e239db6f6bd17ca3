"""Forms of the centre's own set-up: its particulars, its short lists, its colleagues."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import Invitation, User
from brobygger.accounts.roles import Role
from brobygger.accounts.short_lists import ShortList
from brobygger.centres.models import AccessibilityStatement, Centre
from brobygger.core.forms import Day, Form, ModelForm
from brobygger.core.pictures import ACCEPT, LOGO_SIZE, small_png


class CentreForm(ModelForm):
    """The centre's particulars. A new logo is checked to be a picture, made small, and stripped of what a camera hides in it."""

    new_logo = forms.FileField(
        label=_("Logo"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("A PNG, JPEG or WebP picture of at most 1 MB. It stands at the top of every page and on every report."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Centre
        fields = ["name", "municipality", "accent", "mail", "phone", "address", "website", "opening_hours", "about"]
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}), "address": forms.Textarea(attrs={"rows": 2}),
            "opening_hours": forms.Textarea(attrs={"rows": 3}), "about": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "accent": _("Buttons, links and headings take this colour. It is made lighter or darker where the text would be hard to read."),
            "about": _("What a visitor to your public page should know, in a few sentences."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "new_logo", "remove_logo", "accent"])
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_new_logo(self) -> "ContentFile[bytes] | None":
        given = self.cleaned_data.get("new_logo")
        if not given:
            return None
        return small_png(given, size=LOGO_SIZE, name=f"{self.instance.key}.png")


class StatementForm(ModelForm):
    """The centre's accessibility statement. Somebody must be reachable: here, or by the centre's own mail or telephone."""

    class Meta:
        model = AccessibilityStatement
        fields = ["looked_on", "way", "gaps", "instead", "mail", "phone", "by_law", "elsewhere"]
        widgets = {"looked_on": Day(), "way": forms.RadioSelect, "gaps": forms.Textarea(attrs={"rows": 5}), "instead": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "looked_on": _("The day you or somebody else last went through the pages. You are reminded a year later."),
            "gaps": _("For example: the videos have no subtitles, the statutes are a scanned picture. Empty means that you know of nothing."),
            "instead": _("For example: call us, and we read it aloud or send it in another shape."),
            "mail": _("Whom to tell when something stands in the way. Empty: the centre’s own mail and telephone."),
            "by_law": _("It holds for public bodies, and for those that public bodies mostly pay for or decide over. Ask your municipality if you are in doubt."),
            "elsewhere": _("If you have also published it in the national register, paste its address here."),
        }

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre

    def clean_looked_on(self) -> date:
        day: date = self.cleaned_data["looked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not come yet."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not any((self.cleaned_data.get("mail"), self.cleaned_data.get("phone"), self.centre.mail, self.centre.phone)):
            self.add_error("mail", _("Somebody must be reachable: write a mail address or a telephone number here."))
        return cleaned


def listed_form(of: ShortList) -> Any:
    """The form for a line of a short list."""
    return forms.modelform_factory(of.model, form=ModelForm, fields=of.fields())


def role_choices() -> list[tuple[str, Any]]:
    return [(role.value, ROLE_WORDS[role]) for role in Role]


ROLE_WORDS = {
    Role.LEADER: _("leader: everything, also colleagues, roles and settings"),
    Role.STAFF: _("staff member: the plan, all work, meetings and reports"),
    Role.DESK: _("desk volunteer: sees the plan, registers work"),
    Role.BOARD: _("board member: plan, meetings and reports, registers own work"),
    Role.ASSOCIATION: _("association contact: the association’s own pages"),
    Role.VOLUNTEER: _("volunteer: registers own work"),
    Role.REFERRER: _("referrer: own referrals alone"),
    Role.READER: _("reader: plan and reports, for example a funder"),
}


class RolesForm(Form):
    """Which roles a colleague holds here."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple, required=False)


class InviteForm(ModelForm):
    roles = forms.MultipleChoiceField(label=_("Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Invitation
        fields = ["name", "mail"]
        help_texts = {"mail": _("The invitation is sent here, and it becomes the address to sign in with.")}

    field_order = ("name", "mail", "roles")


class SecondFactorForm(Form):
    """Which roles must sign in with a second factor."""

    roles = forms.MultipleChoiceField(
        label=_("Ask for a second factor from"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("A code from an app, or a passkey. Who has none yet sets it up at the next visit before going on."),
    )


class NewAccountForm(Form):
    """A first account: what one is called, and a password for those who want one."""

    name = forms.CharField(label=_("Name"), max_length=120)
    password = forms.CharField(
        label=_("Password"), required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to sign in with a code by mail instead."),
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data.get("password") or "")
        if password:
            validate_password(password, User(name=str(self.data.get("name", ""))))
        return password
