"""What may be published: a tick for each thing, and for each contact."""

from typing import Any

from django import forms
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.core.forms import Form
from brobygger.organisations import consents
from brobygger.organisations.models import Consent, Contact, Organisation

OWN = [what for what in Consent.What if what not in Consent.OF_A_PERSON]


class ConsentForm(Form):
    """Ticks for the organisation's own, and three for each contact who holds; the help of each says who gave it, and when."""

    def __init__(self, *args: Any, organisation: Organisation, contacts: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = consents.given(organisation)
        self.asked: dict[str, consents.Asked] = {}
        self.people: list[tuple[Contact, list[str]]] = []
        for what in OWN:
            self._add(what.value, str(what.label), None, what.value)
        for contact in contacts:
            names = []
            for what in Consent.OF_A_PERSON:
                names.append(f"c{contact.pk}_{what.value}")
                self._add(names[-1], str(what.label), contact.pk, what.value)
            self.people.append((contact, names))

    def _add(self, name: str, label: str, contact: int | None, what: str) -> None:
        row = self.there.get((contact, what))
        help_text = ""
        if row is not None:
            day = formats.date_format(localtime(row.given_at), "DATE_FORMAT")
            help_text = _("yes since %(day)s, said by %(who)s") % {"day": day, "who": row.given_by} if row.given_by else _("yes since %(day)s") % {"day": day}
        self.fields[name] = forms.BooleanField(label=label[:1].upper() + label[1:], required=False, initial=row is not None, help_text=help_text)
        self.asked[name] = (contact, what)

    def own(self) -> list[Any]:
        return [self[what.value] for what in OWN]

    def of_people(self) -> list[tuple[Contact, list[Any]]]:
        return [(contact, [self[name] for name in names]) for contact, names in self.people]

    def wanted(self) -> set[consents.Asked]:
        """What was ticked; a person's mail or telephone goes with her name."""
        ticked = {self.asked[name] for name, said in self.cleaned_data.items() if said}
        return {(contact, what) for contact, what in ticked if contact is None or (contact, Consent.What.PERSON.value) in ticked}
