"""Volunteer jobs of elsewhere: a feed that the centre has chosen, and the last good copy of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.feeds import Feed
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fetching import refuse_other_schemes
from brobygger.core.fields import LineField, TextField, UrlField

__all__ = ["FedJob", "JobFeed", "refuse_other_schemes"]  # the last: a migration knows it by this place


class JobFeed(Feed):
    """Where jobs are fetched from, and how that went. ``municipality``: only those of it; empty: all of them."""

    class Shape(models.TextChoices):
        JSON = "json", "JSON"
        XML = "xml", "XML"

    name = LineField(_("name"), max_length=120, help_text=_("It stands beside each job, so that people know where it comes from."))
    shape = models.CharField(_("format"), max_length=10, choices=Shape.choices, default=Shape.JSON)
    municipality = LineField(_("only jobs in the municipality"), max_length=80, blank=True)

    class Meta(Feed.Meta):
        verbose_name = _("feed of volunteer jobs")
        verbose_name_plural = _("feeds of volunteer jobs")

    def __str__(self) -> str:
        return self.name


class FedJobQuerySet(models.QuerySet["FedJob"]):
    def public(self) -> "FedJobQuerySet":
        """Those of feeds that are in use and were fetched lately, or whose last good copy is shown while the feed is down."""
        return self.filter(feed__active=True).exclude(expires__lt=timezone.localdate()).select_related("feed")


class FedJob(CentreOwned):
    """One job as it stood in the feed when that was last fetched. It is answered where it comes from."""

    feed = models.ForeignKey(JobFeed, on_delete=models.CASCADE, related_name="jobs")
    outer = LineField(max_length=400)
    url = UrlField(max_length=500)
    title = LineField(_("title"), max_length=400)
    organisation = LineField(max_length=400, blank=True)
    text = TextField(blank=True)
    where = LineField(max_length=400, blank=True)
    when = LineField(max_length=400, blank=True)
    published = models.DateField(null=True, blank=True)
    expires = models.DateField(null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(FedJobQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-published", "title", "pk"]
        verbose_name = _("volunteer job from elsewhere")
        verbose_name_plural = _("volunteer jobs from elsewhere")
        constraints = [models.UniqueConstraint(fields=["feed", "outer"], name="fed_job_once")]

    def __str__(self) -> str:
        return self.title
