"""The centre's own short lists of interests, skills and languages."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Centre, Listed
from brobygger.centres.scoping import CentreOwned, centre_id_in_force
from brobygger.matching.masks import MOST

OWN_LANGUAGES: Final = 40  # the bit of a centre's first language beyond those that every centre knows, with room for more of these


class Topic(Listed):
    """An interest, a skill or a language. ``bit`` is its place in the numbers that rows keep: given once, never to another line."""

    class Sort(models.TextChoices):
        INTEREST = "interest", _("interest")
        SKILL = "skill", _("skill")
        LANGUAGE = "language", _("language")

    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices)
    bit = models.PositiveSmallIntegerField(editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["sort", "position", "name"]
        verbose_name = _("interest, skill or language")
        verbose_name_plural = _("interests, skills and languages")
        constraints = [
            models.UniqueConstraint(fields=["centre", "sort", "name"], name="topic_once", violation_error_message=_("This name is already on the list.")),
            models.UniqueConstraint(fields=["centre", "sort", "bit"], name="topic_bit_once"),
        ]

    def validate_constraints(self, exclude: Any = None) -> None:
        """``sort`` is on no form either: the list that is shown says it."""
        super().validate_constraints(exclude=set(exclude or ()) - {"sort"})

    def clean(self) -> None:
        super().clean()
        if self.bit is None and self._free_bit() is None:
            raise ValidationError({"name": _("The list is full. Rename a line that nobody uses, or delete one.")})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.bit is None:
            Centre.objects.select_for_update().get(pk=centre_id_in_force())  # of two lines that are added at once each gets a bit of its own
            free = self._free_bit()
            if free is None:
                raise ValidationError(_("The list is full. Rename a line that nobody uses, or delete one."))
            self.bit = free
        super().save(*args, **kwargs)

    def _free_bit(self) -> int | None:
        """The next after the last; at the end of the number one that a deleted line has left, which no row has."""
        first = OWN_LANGUAGES if self.sort == self.Sort.LANGUAGE else 0
        had = {bit for bit in Topic.objects.filter(sort=self.sort).values_list("bit", flat=True) if bit >= first}
        following = max(had, default=first - 1) + 1
        return following if following < MOST else next((bit for bit in range(first, MOST) if bit not in had), None)
