"""The abstract *affiliation*: persons and the organisation they come from."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField
from brobygger.organisations.kinds_of_people import names_nobody
from brobygger.organisations.models.organisations import Organisation, Sector


class Affiliation(CentreOwned):
    """Persons present and where they come from: a known organisation, or a name or kind in words with its sector.

    ``who`` is the one column by which distinct organisations are counted ("60 persons from 33 organisations"); it is empty
    where only a head count is known, or what kind of people they were ("12 borgere").
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    label = LineField(_("from"), max_length=160, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    persons = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    names = LineField(_("names"), max_length=500, blank=True)
    who = models.CharField(max_length=180, blank=True, editable=False)

    class Meta(CentreOwned.Meta):
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.who = who(self.organisation_id, self.label)
        if not self.sector and self.organisation is not None:
            self.sector = self.organisation.sector
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return str(self.organisation or self.label or self.get_sector_display())


def who(organisation_id: int | None, label: str) -> str:
    """The key an affiliation is counted under: the organisation, or the words that stand for one."""
    if organisation_id is not None:
        return f"o{organisation_id}"
    return "" if names_nobody(label) else f"n{' '.join(label.lower().split())}"


def in_words(keys: Iterable[str]) -> dict[str, str]:
    """The words for keys that :func:`who` made: organisations by the name they have now, others by the words themselves."""
    wanted = list(keys)
    numbers = [int(key[1:]) for key in wanted if key.startswith("o")]
    names = {f"o{pk}": name for pk, name in Organisation.objects.filter(pk__in=numbers).values_list("pk", "name")}
    return {key: names.get(key, key[1:]) for key in wanted}
