"""Members and contacts of a centre that moves in: a list with pages of its own, which corrects what is there too."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.centres.models import Locality
from brobygger.intake.kinds import Brought, Column, Step, steps
from brobygger.organisations.lists.columns import FIELDS
from brobygger.organisations.models import Contact, LegalForm, ListImport, MembershipType, Sector

LATEST = 5
_EXAMPLES = {
    "name": "Naboerne", "sector": "civilsamfund", "cvr": "20921897", "mail": "kontakt@naboerne.example", "locality": "4220", "member_count": "120", "membership": "Forening", "member_from": "01-03-2024",
    "contact_name": "Inge Holm", "contact_mail": "inge@example.org", "chair_name": "Bo Berg", "contacts": "Eva Friis; kasserer; eva@example.org; 12 34 56 78",
}


def _of(model: type[Locality] | type[MembershipType]) -> list[str]:
    return [str(row) for row in model.objects.filter(retired=False)]


_CHOICES = {
    "sector": lambda: [str(label) for label in Sector.labels], "legal_form": lambda: [str(label) for label in LegalForm.labels], "contact_role": lambda: [str(label) for label in Contact.Role.labels],
    "membership": lambda: _of(MembershipType), "locality": lambda: _of(Locality),
}
COLUMNS = {name: Column(label, words, "", _EXAMPLES.get(name, ""), _CHOICES.get(name), needed=name == "name") for name, (label, words) in FIELDS.items()}


def _latest(centre: str) -> Iterator[Brought]:
    rows: Iterable[ListImport] = ListImport.objects.exclude(done_at=None).order_by("-done_at").defer("rows", "left_out")[:LATEST]
    for row in rows:
        assert row.done_at is not None  # noqa: S101 -- for the type checker: asked for above
        yield Brought(row.filename, row.done_at, reverse("organisations:organisations", kwargs={"centre": centre}))


steps.add("members", Step(
    _("Members and contacts"), _("Associations and others, with membership and the people who speak for them. All that comes later is recognised by their names."), 10, May.EDIT_ORGANISATIONS, "organisations:lists", _latest,
    "organisations:list_template",
))
