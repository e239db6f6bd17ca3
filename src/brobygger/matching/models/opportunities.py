"""An opportunity (frivilligjob), from the first draft until it is filled or out of date; and those who want to hear of new ones."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.journal.models import Format
from brobygger.matching import masks
from brobygger.matching.models.tokens import new_token
from brobygger.organisations.models import Organisation


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("fixed times of the week")
    ONCE = "once", _("a single event, in shifts")
    FLEXIBLE = "flexible", _("when it suits you")


def _in_order(low: str, high: str) -> Q:
    return Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{high}__gte": F(low)})


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def public(self) -> "OpportunityQuerySet":
        return self.filter(state=Opportunity.State.PUBLISHED)

    def listed(self) -> "OpportunityQuerySet":
        return self.select_related("organisation", "locality", "centre")


class Opportunity(Numbered, CentreOwned):
    """A job for volunteers at an association, or, without one, at the centre itself.

    ``times``, ``interests``, ``skills`` and ``languages`` are numbers with a bit for each (:mod:`brobygger.matching.masks`); ``languages`` are those one
    must speak. ``published_on`` is the first day it was public and stays, ``public_at`` the last moment it became so; ``expires_on`` the last it is.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waits for approval")
        PUBLISHED = "published", _("public")
        FILLED = "filled", _("filled")
        EXPIRED = "expired", _("expired")
        CLOSED = "closed", _("closed")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("association"))
    title = LineField(_("title"), max_length=140)
    tasks = TextField(_("what you do"), max_length=4000)
    text = TextField(_("who we are, and what you get"), blank=True, max_length=4000)
    format = models.CharField(_("where"), max_length=10, choices=Format.choices, default=Format.ON_SITE)
    place = LineField(_("place"), max_length=160, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    rhythm = models.CharField(_("when"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    times = models.BigIntegerField(_("times of the week"), default=0)
    hours_from = models.PositiveSmallIntegerField(_("hours a week, from"), null=True, blank=True, validators=[MaxValueValidator(60)])
    hours_to = models.PositiveSmallIntegerField(_("to"), null=True, blank=True, validators=[MaxValueValidator(60)])
    interests = models.BigIntegerField(_("interests"), default=0)
    skills = models.BigIntegerField(_("skills"), default=0)
    languages = models.BigIntegerField(_("languages one must speak"), default=0)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for whom you do something"))
    min_age = models.PositiveSmallIntegerField(_("age, from"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(99)])
    max_age = models.PositiveSmallIntegerField(_("age, to"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(120)])
    needs_record = models.BooleanField(_("a criminal record is asked for"), default=False)
    needs_child_certificate = models.BooleanField(_("a child-protection certificate is asked for"), default=False)
    support = TextField(_("how you are received and supported"), blank=True, max_length=2000)
    welcoming = models.BooleanField(_("room for those who need a little extra to begin"), default=False)
    welcoming_how = LineField(_("how"), max_length=250, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("how many are wanted"), null=True, blank=True, validators=[MinValueValidator(1)])
    contact_name = LineField(_("contact"), max_length=120, blank=True)
    contact_mail = EmailField(_("mail"), blank=True)
    contact_phone = LineField(_("telephone"), max_length=30, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    said = TextField(_("what the centre said"), blank=True, max_length=2000, editable=False)
    published_on = models.DateField(_("first public"), null=True, blank=True, editable=False)
    public_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_on = models.DateField(_("public until"), null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    key = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(OpportunityQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-published_on", "-pk"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        indexes = [
            models.Index(fields=["centre", "state", "-published_on"], name="opportunity_public"),
            # All that a match is reckoned from, so that ten thousand are looked at without opening their rows.
            models.Index(
                fields=[
                    "centre", "state", "format", "locality", "min_age", "max_age", "needs_child_certificate", "needs_record", "languages", "starts_on", "ends_on", "times", "interests", "skills", "welcoming",
                ],
                name="opportunity_fits",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=_in_order("min_age", "max_age"), name="opportunity_ages_in_order", violation_error_message=_("The youngest age is above the oldest.")),
            models.CheckConstraint(condition=_in_order("hours_from", "hours_to"), name="opportunity_hours_in_order", violation_error_message=_("The fewest hours are more than the most.")),
            models.CheckConstraint(condition=_in_order("starts_on", "ends_on"), name="opportunity_days_in_order", violation_error_message=_("It ends before it begins.")),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_on__isnull=False, expires_on__isnull=False), name="opportunity_published_when"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/frivilligjob/{self.pk}/"

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/frivilligjob/{self.pk}/"

    @property
    def host(self) -> str:
        """Whose job it is, in words."""
        return str(self.organisation or self.centre)

    @property
    def host_mail(self) -> str:
        """Where the host is written to: the job's contact, the association, or the centre."""
        return self.contact_mail or (self.organisation.mail if self.organisation else self.centre.mail)

    @property
    def when(self) -> str:
        """"Monday morning, 2–4 hours a week"."""
        times = masks.times_in_words(self.times) if self.rhythm == Rhythm.WEEKLY and self.times else str(self.get_rhythm_display())
        return ", ".join(part for part in (times, self.hours) if part)

    @property
    def hours(self) -> str:
        low, high = self.hours_from, self.hours_to
        if low is None and high is None:
            return ""
        span = f"{low}–{high}" if low is not None and high is not None and low != high else f"{low if low is not None else high}"
        return ngettext("%(span)s hour a week", "%(span)s hours a week", high if high is not None else low or 0) % {"span": span}

    @property
    def where(self) -> str:
        online = str(_("online")) if self.format != Format.ON_SITE else ""
        place = ", ".join(part for part in (self.place, str(self.locality or "")) if part) if self.format != Format.ONLINE else ""
        return " · ".join(part for part in (place, online) if part)

    @property
    def age(self) -> str:
        if self.min_age is None and self.max_age is None:
            return ""
        if self.max_age is None:
            return str(_("from %(n)s years") % {"n": self.min_age})
        if self.min_age is None:
            return str(_("up to %(n)s years") % {"n": self.max_age})
        return str(_("%(low)s–%(high)s years") % {"low": self.min_age, "high": self.max_age})

    def is_late(self, day: date) -> bool:
        return self.expires_on is not None and self.expires_on < day


class Alert(CentreOwned):
    """Somebody who wants a mail when a new opportunity fits ("tell me when"). Nothing is sent before the mail itself has said yes."""

    mail = EmailField(_("your mail"))
    words = LineField(_("words"), max_length=80, blank=True)
    interests = models.BigIntegerField(_("interests"), default=0)
    times = models.BigIntegerField(_("times of the week"), default=0)
    locality = models.ForeignKey(Locality, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    language = LineField(max_length=10, default="da", editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("wish to be told of new opportunities")
        verbose_name_plural = _("wishes to be told of new opportunities")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
