"""What all feeds of elsewhere have in common: where one is fetched from, and how that went. What was fetched last is kept while a feed is down."""

from datetime import datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fetching import refuse_other_schemes
from brobygger.core.fields import LineField, UrlField
from brobygger.core.versions import Numbered


class Feed(Numbered, CentreOwned):
    """Nothing is fetched that the centre has not chosen. ``seen``: how many stood in it when it was last read."""

    url = UrlField(_("address of the feed"), max_length=500, validators=[URLValidator(schemes=["https"]), refuse_other_schemes])
    active = models.BooleanField(_("fetch it"), default=True)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    good_at = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    error = LineField(max_length=200, blank=True, editable=False)
    seen = models.PositiveIntegerField(default=0, editable=False)

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["name", "pk"]

    @property
    def is_down(self) -> bool:
        return bool(self.error)

    def went_wrong(self, error: Exception, now: datetime) -> None:
        """What was fetched last stays, and the feed says why."""
        self._rows().update(tried_at=now, error=str(error)[:200] or type(error).__name__)

    def went_well(self, now: datetime, **more: object) -> None:
        self._rows().update(tried_at=now, good_at=now, error="", **more)

    def _rows(self) -> models.QuerySet[Self]:
        return type(self).objects.filter(pk=self.pk)
