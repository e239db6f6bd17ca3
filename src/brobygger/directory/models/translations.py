"""An offer told in a further language, and how far that is: a draft, right, or out of date since the Danish was changed after it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.directory.languages import CHOICES, LANGUAGES, Language
from brobygger.directory.models.offers import Offer


class OfferLanguage(CentreOwned):
    """A language in which the centre wants its offers to be told: what is missing in it is shown to staff."""

    code = models.CharField(_("language"), max_length=3, choices=CHOICES)

    class Meta(CentreOwned.Meta):
        ordering = ["code"]
        verbose_name = _("language of offers")
        verbose_name_plural = _("languages of offers")
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="offer_language_once")]

    def __str__(self) -> str:
        return str(self.get_code_display())


class OfferTranslationQuerySet(models.QuerySet["OfferTranslation"]):
    AS_IT_IS = Q(of_title=F("offer__title"), of_short=F("offer__short"), of_how=F("offer__how"))

    def shown(self) -> "OfferTranslationQuerySet":
        """Those that citizens see and find."""
        return self.filter(ready=True)

    def out_of_date(self) -> "OfferTranslationQuerySet":
        return self.shown().exclude(self.AS_IT_IS)


class OfferTranslation(Numbered, CentreOwned):
    """What citizens need first, in another language. ``of_…`` is the Danish that it was last right for: where the offer says something else now, it is out of date.

    ``ready``: citizens see it. Opening hours, places and numbers are the offer's own, in any language.
    """

    class Status(models.TextChoices):
        MISSING = "missing", _("missing")
        DRAFT = "draft", _("draft")
        RIGHT = "right", _("right")
        OLD = "old", _("out of date")

    SAID = ("title", "short", "how")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=3, choices=CHOICES, editable=False)
    title = LineField(_("title"), max_length=160)
    short = LineField(_("in one sentence"), max_length=350, blank=True)
    how = LineField(_("more about how to come"), max_length=350, blank=True)
    ready = models.BooleanField(_("it is right: show it to citizens"), default=False)
    of_title = LineField(max_length=120, editable=False)
    of_short = LineField(max_length=250, blank=True, editable=False)
    of_how = LineField(max_length=250, blank=True, editable=False)
    translated_on = models.DateField(_("last changed"), editable=False)

    objects: ClassVar = CentreManager.from_queryset(OfferTranslationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["language", "pk"]
        verbose_name = _("translation of an offer")
        verbose_name_plural = _("translations of offers")
        constraints = [models.UniqueConstraint(fields=["offer", "language"], name="offer_translated_once", violation_error_message=_("Somebody else has written this translation in the meantime."))]

    def __str__(self) -> str:
        return self.title

    @property
    def tongue(self) -> Language:
        return LANGUAGES[self.language]

    @property
    def status(self) -> "OfferTranslation.Status":
        if not self.ready:
            return self.Status.DRAFT
        return self.Status.RIGHT if all(getattr(self, f"of_{name}") == getattr(self.offer, name) for name in self.SAID) else self.Status.OLD

    @property
    def is_old(self) -> bool:
        return self.status == self.Status.OLD

    @property
    def public_url(self) -> str:
        return f"{self.offer.public_url}{self.language}/"
