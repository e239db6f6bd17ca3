"""Organisations, networks, and the abstract *affiliation*: persons and the organisation they come from."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered


class Sector(models.TextChoices):
    CIVIL_SOCIETY = "civil_society", _("civil society")
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    COUNCIL = "council", _("council")
    POLITICS = "politics", _("politics")
    COMPANY = "company", _("company")
    EDUCATION = "education", _("education")
    OTHER_CENTRE = "other_centre", _("other volunteer centre")


class Organisation(Numbered, CentreOwned):
    """An association, a municipal department, a council, a company … ``also`` holds nicknames, commas between."""

    name = LineField(_("name"), max_length=160)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, default=Sector.CIVIL_SOCIETY)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality")
    )
    voluntary_social = models.BooleanField(
        _("local voluntary social association"), default=False, help_text=_("Counts in the rule for the board's majority.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], name="organisation_once",
                violation_error_message=_("This organisation is already here."),
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_part"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())


class NetworkQuerySet(models.QuerySet["Network"]):
    def alive_in(self, start: date, end: date) -> "NetworkQuerySet":
        """Networks that existed at some time from ``start`` to ``end``."""
        return self.filter(Q(started_on__lte=end), Q(closed_on=None) | Q(closed_on__gte=start))


class Network(Numbered, CentreOwned):
    """A network (netværk) the centre convenes: professional or informal, with a theme, from its start to its closing."""

    name = LineField(_("name"), max_length=160)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    started_on = models.DateField(_("started on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    members = models.ManyToManyField(Organisation, blank=True, related_name="networks", verbose_name=_("members"))

    objects: ClassVar = CentreManager.from_queryset(NetworkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="network_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("started_on")), name="network_closes_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())


class Affiliation(CentreOwned):
    """Persons present and where they come from: a known organisation, or a name or kind in words with its sector.

    ``who`` is the one column by which distinct organisations are counted ("60 persons from 33 organisations"); it is empty
    where only a head count is known.
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
        if self.organisation is not None and not self.sector:
            self.sector = self.organisation.sector
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return str(self.organisation or self.label or self.get_sector_display())


def who(organisation_id: int | None, label: str) -> str:
    """The key an affiliation is counted under: the organisation, or the words that stand for one."""
    if organisation_id is not None:
        return f"o{organisation_id}"
    return f"n{' '.join(label.lower().split())}" if label.strip() else ""


def in_words(keys: Iterable[str]) -> dict[str, str]:
    """The words for keys that :func:`who` made: organisations by the name they have now, others by the words themselves."""
    wanted = list(keys)
    numbers = [int(key[1:]) for key in wanted if key.startswith("o")]
    names = {f"o{pk}": name for pk, name in Organisation.objects.filter(pk__in=numbers).values_list("pk", "name")}
    return {key: names.get(key, key[1:]) for key in wanted}
