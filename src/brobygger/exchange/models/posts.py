"""A post (opslag) of the exchange: what an association, or the centre itself, offers others or looks for."""

import secrets
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.exchange.models.lists import Category
from brobygger.organisations.models import Organisation
from brobygger.organisations.models.contacts import mail_of


def new_token() -> str:
    """A secret that stands in an address and opens one thing."""
    return secrets.token_urlsafe(24)


class Side(models.TextChoices):
    OFFER = "offer", pgettext_lazy("exchange", "offered")
    NEED = "need", pgettext_lazy("exchange", "looked for")

    @property
    def opposite(self) -> "Side":
        return Side.NEED if self == Side.OFFER else Side.OFFER


class ExchangePostQuerySet(models.QuerySet["ExchangePost"]):
    def public(self) -> "ExchangePostQuerySet":
        return self.filter(state=ExchangePost.State.OPEN)

    def listed(self) -> "ExchangePostQuerySet":
        return self.select_related("organisation", "category", "locality", "centre")


class ExchangePost(Numbered, CentreOwned):
    """Of ``organisation``, or, without one, of the centre. It is public at once, for three months or until ``ends_on``; anybody may report it, and staff may hide it.

    Whom answers go to (``contact_mail``, else the association's) is shown to nobody before both have agreed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("public")
        EXPIRED = "expired", _("expired")
        CLOSED = "closed", _("closed")
        HIDDEN = "hidden", _("hidden by the centre")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="exchange_posts", verbose_name=_("association"))
    side = models.CharField(_("offered or looked for"), max_length=6, choices=Side.choices, default=Side.OFFER)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="posts", verbose_name=_("what it is"))
    title = LineField(_("title"), max_length=140)
    text = TextField(_("a little more"), blank=True, max_length=3000)
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100_000)])
    when = LineField(_("when, in words"), max_length=160, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    place = LineField(_("place"), max_length=160, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    image = models.FileField(_("picture"), upload_to="exchange/", blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    image_alt = LineField(_("what the picture shows"), max_length=200, blank=True)
    contact_name = LineField(_("contact"), max_length=120, blank=True)
    contact_mail = EmailField(_("mail"), blank=True)
    contact_phone = LineField(_("telephone"), max_length=30, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    said = LineField(_("why it is hidden"), max_length=250, blank=True, editable=False)
    published_on = models.DateField(_("public since"), editable=False)
    expires_on = models.DateField(_("public until"), editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(ExchangePostQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-published_on", "-pk"]
        verbose_name = _("post of the exchange")
        verbose_name_plural = _("posts of the exchange")
        indexes = [models.Index(fields=["centre", "state", "-published_on"], name="exchange_post_public")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="exchange_post_days_in_order", violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)), name="exchange_post_ended_with_a_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/byttebors/{self.pk}/"

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/byttebors/{self.pk}/"

    @property
    def who(self) -> str:
        """Whose it is, in words: names of associations are open."""
        return str(self.organisation or self.centre)

    @property
    def is_offer(self) -> bool:
        return self.side == Side.OFFER

    @property
    def where(self) -> str:
        return ", ".join(part for part in (self.place, str(self.locality or "")) if part)

    def mail_on(self, day: date) -> str:
        """Where answers go; empty where there is no mail."""
        if self.contact_mail:
            return str(self.contact_mail)
        return mail_of(self.organisation, day) if self.organisation is not None else str(self.centre.mail)
