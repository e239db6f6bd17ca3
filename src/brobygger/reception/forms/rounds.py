from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core import pictures
from brobygger.core.forms import Day, Form, KeptFile, ModelForm
from brobygger.reception.inspecting import Seen
from brobygger.reception.models import CheckPoint, Effect, Fault, Inspection
from brobygger.rooms.models import Room

SIZE = (1400, 1400)


class SeenForm(Form):
    """One room on the way: tick what is not in order. A room that was not looked at is left out."""

    seen = forms.BooleanField(label=gettext_lazy("looked at"), required=False, initial=True)
    amiss = forms.MultipleChoiceField(label=gettext_lazy("not in order"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=gettext_lazy("note"), max_length=250, required=False)
    fault = forms.CharField(label=gettext_lazy("something to mend"), max_length=160, required=False)

    def __init__(self, *args: Any, room: Room, points: list[CheckPoint], before: Inspection | None = None, **kwargs: Any) -> None:
        initial = {"seen": True, "note": before.note if before else "", "amiss": [row.pk for row in before.amiss.all()] if before else []}
        super().__init__(*args, prefix=f"r{room.pk}", initial=initial, **kwargs)
        self.room, self.before = room, before
        amiss: Any = self.fields["amiss"]
        amiss.choices = [(row.pk, row.name) for row in points]

    def as_seen(self) -> Seen | None:
        given = self.cleaned_data
        return Seen(self.room.pk, tuple(int(key) for key in given["amiss"]), given["note"], given["fault"]) if given["seen"] else None


class CheckPointForm(ModelForm):
    class Meta:
        model = CheckPoint
        fields = ["name", "rooms", "retired"]
        widgets = {"rooms": forms.CheckboxSelectMultiple}
        help_texts = {"name": gettext_lazy("As it is when it is in order: “The windows are shut”."), "rooms": gettext_lazy("None ticked: in all of them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms: Any = self.fields["rooms"]
        rooms.queryset = Room.objects.in_use().select_related("premises")
        rooms.required = False
        if not self.instance.pk:
            del self.fields["retired"]


class FaultForm(ModelForm):
    """A fault as staff write it, or as somebody who uses the house reports it (``outside``)."""

    class Meta:
        model = Fault
        fields = ["room", "what", "note", "picture", "effect", "expected_on", "mender"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "expected_on": Day(), "effect": forms.RadioSelect, "picture": KeptFile(attrs={"accept": pictures.ACCEPT})}

    def __init__(self, *args: Any, outside: bool = False, rooms: Any = None, href: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room: Any = self.fields["room"]
        room.queryset = Room.objects.in_use().select_related("premises") if rooms is None else rooms
        if outside:
            for name in ("effect", "expected_on", "mender"):
                del self.fields[name]
        else:
            self.fields["effect"].choices = Effect.choices  # type: ignore[attr-defined]  # a choice field; "only we see it" is one of them
        picture: Any = self.fields["picture"].widget
        picture.href = href

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        return pictures.small_jpeg(file, size=SIZE, name="fejl.jpg") if file and "picture" in self.changed_data else file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("effect") and not self.cleaned_data.get("room") and "room" not in self.errors:
            self.add_error("effect", gettext_lazy("Say first which room it is in."))
        return cleaned
