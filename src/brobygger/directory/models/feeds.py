"""Offers of elsewhere: a feed in the open standard that the centre has chosen, and the last good copy of what stands in it.

They are no :class:`Offer`: nobody writes, confirms or counts them here, and the centre's own open data does not give them on.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.feeds import Feed
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField


class OfferFeed(Feed):
    """Where offers are fetched from, as Open Referral HSDS 3.

    ``nearby``: only those in our localities. ``public``: citizens find them too. ``whole_at``: when all of it was last read, not only what had changed.
    """

    class Shape(models.TextChoices):
        API = "api", _("an address with pages (API)")
        FILE = "file", _("one file")

    name = LineField(_("name"), max_length=120, help_text=_("It stands beside each offer, so that people know where it comes from."))
    shape = models.CharField(_("format"), max_length=4, choices=Shape.choices, default=Shape.API)
    nearby = models.BooleanField(_("only what is in our localities"), default=True, help_text=_("By postal code, by the municipality's name, or online."))
    public = models.BooleanField(_("citizens find them too"), default=False)
    whole_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Feed.Meta):
        verbose_name = _("feed of offers")
        verbose_name_plural = _("feeds of offers")

    def __str__(self) -> str:
        return self.name


class FedOfferQuerySet(models.QuerySet["FedOffer"]):
    def public(self) -> "FedOfferQuerySet":
        """Those that staff let citizens find; the last good copy where the feed is down."""
        return self.filter(feed__active=True, feed__public=True).select_related("feed")


class FedOffer(CentreOwned):
    """One offer as it stood in the feed when that was last read. Whoever keeps it there keeps it right: ``verified_on`` and ``edited_on`` are theirs.
    ``marks`` is what the search knows of it.
    """

    feed = models.ForeignKey(OfferFeed, on_delete=models.CASCADE, related_name="offers")
    outer = LineField(max_length=200)
    title = LineField(_("title"), max_length=400)
    organisation = LineField(_("who offers it"), max_length=400, blank=True)
    text = TextField(_("what it is"), blank=True, max_length=6000)
    url = UrlField(_("website"), max_length=500, blank=True)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=60, blank=True)
    where = LineField(_("place"), max_length=400, blank=True)
    postal_code = LineField(_("postal code"), max_length=4, blank=True)
    online = models.BooleanField(_("online"), default=False)
    when = LineField(_("when, in words"), max_length=400, blank=True)
    how = LineField(_("how to come"), max_length=400, blank=True)
    whom = LineField(_("for whom"), max_length=400, blank=True)
    price = LineField(_("price"), max_length=200, blank=True)
    languages = LineField(_("languages"), max_length=200, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to the age of"), null=True, blank=True)
    verified_on = models.DateField(_("last confirmed"), null=True, blank=True)
    edited_on = models.DateField(_("last changed"), null=True, blank=True)
    marks = models.TextField(editable=False)

    objects: ClassVar = CentreManager.from_queryset(FedOfferQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("offer from elsewhere")
        verbose_name_plural = _("offers from elsewhere")
        constraints = [models.UniqueConstraint(fields=["centre", "feed", "outer"], name="fed_offer_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/tilbud/andre-steder/{self.pk}/"
