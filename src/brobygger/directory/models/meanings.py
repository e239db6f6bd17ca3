"""The vocabulary of life situations: what people call what they are in, in their own words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered


class MeaningQuerySet(models.QuerySet["Meaning"]):
    def in_use(self) -> "MeaningQuerySet":
        return self.filter(retired=False)


class Meaning(Numbered, CentreOwned):
    """A life situation or a subject, and ``words``: a line for each way of saying it, as "min mand er død".

    ``key`` names one that came with the product; the centre's own has none. ``edited``: the centre has changed it, so a newer one of
    the product's leaves it alone. ``sensitive``: pages about it can be left quickly.
    """

    key = LineField(max_length=40, blank=True, editable=False)
    name = LineField(_("name"), max_length=80)
    words = TextField(_("what people say"), blank=True, max_length=8000, help_text=_("One way of saying it on each line: single words, or several that belong together."))
    sensitive = models.BooleanField(_("sensitive"), default=False, help_text=_("The page can then be left quickly."))
    retired = models.BooleanField(_("no longer used"), default=False)
    edited = models.BooleanField(default=False, editable=False)

    objects: ClassVar = CentreManager.from_queryset(MeaningQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("life situation")
        verbose_name_plural = _("life situations")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="meaning_once", violation_error_message=_("This name is already on the list.")),
            models.UniqueConstraint(fields=["centre", "key"], condition=~models.Q(key=""), name="meaning_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[str]:
        """Each way of saying it, the name first."""
        return [self.name, *(line.strip() for line in self.words.splitlines() if line.strip())]
