"""The form of a post, the same for staff and for the association; what matters most first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality
from brobygger.core import pictures
from brobygger.core.forms import Day, Form, KeptFile, ModelForm
from brobygger.exchange.models import Category, ExchangePost, PostReport
from brobygger.organisations.models import Organisation

SIZE = (1200, 900)


class PostForm(ModelForm):
    """``association``: on its own pages, where whose it is is said already."""

    class Meta:
        model = ExchangePost
        fields = [
            "organisation", "side", "category", "title", "text", "quantity", "when", "starts_on", "ends_on", "place", "locality", "image", "image_alt", "contact_name", "contact_mail", "contact_phone",
        ]
        widgets = {
            "side": forms.RadioSelect, "category": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4}), "starts_on": Day(), "ends_on": Day(), "image": KeptFile(attrs={"accept": pictures.ACCEPT}),
            "quantity": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "title": gettext_lazy("Say it as you would to a neighbour: “Four pairs of hands for our flea market”, “Party tent, 6 × 12 m”."),
            "text": gettext_lazy("What it takes, what one gets, what one must bring. Write no names or telephone numbers here."),
            "quantity": gettext_lazy("Hands, chairs, seats in the bus: a number, if there is one."),
            "when": gettext_lazy("Such as: most weekends, or Saturday 9–15."),
            "ends_on": gettext_lazy("After this day the post is taken away by itself. Without one it stands for three months, and we ask before it goes."),
            "image_alt": gettext_lazy("For those who cannot see it."),
            "contact_mail": gettext_lazy("Where answers go. It is shown to nobody before both of you have agreed."),
        }

    def __init__(self, *args: Any, association: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("category", Category), ("locality", Locality)):
            in_use(self, name, model)
        choice: Any = self.fields["category"]
        choice.empty_label = None
        if association:
            del self.fields["organisation"]
        else:
            whose: Any = self.fields["organisation"]
            whose.queryset, whose.empty_label = Organisation.objects.order_by("name"), gettext_lazy("The centre itself")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("image") and not given.get("image_alt"):
            self.add_error("image_alt", gettext_lazy("Say what the picture shows."))
        return cleaned

    def clean_image(self) -> Any:
        """Made anew, so that a photograph does not tell where it was taken."""
        file = self.cleaned_data["image"]
        return pictures.small_jpeg(file, size=SIZE, name="opslag.jpg") if file and "image" in self.changed_data else file


class ReportForm(ModelForm):
    """What is the matter with a post. ``second_name`` is for robots."""

    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = PostReport
        fields = ["why", "text"]
        widgets = {"why": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["why"]
        why.choices = [each for each in why.choices if each[0]]  # none is chosen beforehand, and to choose none is no answer


class HideForm(Form):
    words = forms.CharField(label=gettext_lazy("Why it is hidden"), max_length=250, help_text=gettext_lazy("It goes with a mail to whoever put it up."))
