"""A volunteer, or a group that volunteers together, from the first enquiry until only the count of it is left."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Listed, Locality, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.journal.models import Format
from brobygger.matching.models.tokens import new_token
from brobygger.people.models import Person


class Way(Listed):
    """How people came to volunteer: a campaign, a company, a talk somewhere, a bus, a friend. So that campaigns can be judged."""

    class Meta(Listed.Meta):
        verbose_name = _("way to us")
        verbose_name_plural = _("ways to us")
        constraints = [once_per_centre("way_once")]


class Travel(models.IntegerChoices):
    """How far from home, in km."""

    HOME = 0, _("in my own town")
    NEAR = 5, _("up to 5 km")
    SOME_WAY = 10, _("up to 10 km")
    FAR = 25, _("up to 25 km")
    ANYWHERE = 999, _("anywhere in the municipality")


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def pool(self, day: date) -> "VolunteerQuerySet":
        """Those who may be proposed to others on ``day``: with consent, and not paused or gone."""
        return self.filter(state__in=Volunteer.POOL, consent_until__gte=day)

    def unconfirmed(self) -> "VolunteerQuerySet":
        """Those whose yes the centre does not have, and who have not said no: nobody may be told of them."""
        return self.filter(state__in=[*Volunteer.POOL, Volunteer.State.PAUSED], consent_until=None, withdrawn_on=None)

    def listed(self) -> "VolunteerQuerySet":
        return self.select_related("person", "locality", "way", "centre")


class Volunteer(Numbered, CentreOwned):
    """The least that is needed to find somebody something to do. Her name, mail and telephone stand on ``person``, which is empty once she is forgotten.

    ``times``, ``interests``, ``skills`` and ``languages`` are numbers with a bit for each (:mod:`brobygger.matching.masks`), 0 where nothing is said.
    The row itself stays for good: it is the enquiry that is counted.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("one person")
        GROUP = "group", _("a group")
        COMPANY = "company", _("a company")

    class State(models.TextChoices):
        ENQUIRY = "enquiry", _("has written")
        TALK = "talk", _("talk agreed on")
        AVAILABLE = "available", _("ready")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("takes a break")
        ARCHIVED = "archived", _("put away")
        FORGOTTEN = "forgotten", _("forgotten")

    POOL: ClassVar = (State.ENQUIRY, State.TALK, State.AVAILABLE, State.ACTIVE)

    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    kind = models.CharField(_("who you are"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    group_name = LineField(_("name of the group or company"), max_length=120, blank=True)
    persons = models.PositiveSmallIntegerField(_("how many you are"), default=1, validators=[MinValueValidator(1), MaxValueValidator(2000)])
    born = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True, validators=[MinValueValidator(1910), MaxValueValidator(2100)])
    interests = models.BigIntegerField(_("interests"), default=0)
    skills = models.BigIntegerField(_("skills"), default=0)
    languages = models.BigIntegerField(_("languages"), default=0)
    times = models.BigIntegerField(_("times of the week"), default=0)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    travel = models.PositiveSmallIntegerField(_("how far"), choices=Travel.choices, default=Travel.SOME_WAY)
    format = models.CharField(_("where"), max_length=10, choices=Format.choices, default=Format.BOTH)
    hours_week = models.PositiveSmallIntegerField(_("hours a week, at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)])
    available_from = models.DateField(_("can begin"), null=True, blank=True)
    available_until = models.DateField(_("until"), null=True, blank=True)
    accepts_certificate = models.BooleanField(_("a certificate may be obtained where the job asks for it"), default=True)
    needs_support = models.BooleanField(_("I would like a little extra support to begin"), default=False)
    wishes = TextField(_("what you wish for, in your own words"), blank=True, max_length=2000)
    needs = TextField(_("what you need to be able to come, in your own words"), blank=True, max_length=2000)
    way = models.ForeignKey(Way, on_delete=models.PROTECT, null=True, blank=True, related_name="volunteers", verbose_name=_("how did you hear of us?"))
    language = LineField(max_length=10, default="da", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ENQUIRY, editable=False)
    enquired_on = models.DateField(_("wrote on"), editable=False)
    consent_at = models.DateTimeField(_("said yes"), null=True, blank=True, editable=False)
    consent_until = models.DateField(_("consent until"), null=True, blank=True, editable=False)
    consent_source = LineField(_("how consent was given"), max_length=160, blank=True, editable=False)
    named_since = models.DateField(_("first name may be shown since"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrew consent"), null=True, blank=True, editable=False)
    last_heard_on = models.DateField(_("last heard from"), editable=False)
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    archived_on = models.DateField(null=True, blank=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    key = models.CharField(max_length=40, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(VolunteerQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-enquired_on", "-pk"]
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        indexes = [
            # All that a match is reckoned from, so that a hundred thousand are looked at without opening their rows.
            models.Index(
                fields=[
                    "centre", "state", "consent_until", "format", "travel", "locality", "born", "languages", "accepts_certificate", "available_from", "available_until", "times", "interests", "skills", "needs_support",
                ],
                name="volunteer_pool",
            ),
            models.Index(fields=["centre", "-enquired_on"], name="volunteer_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], name="volunteer_once"),
            models.CheckConstraint(condition=~Q(state="forgotten") | Q(person=None), name="volunteer_forgotten_without_a_name"),
            models.CheckConstraint(
                condition=Q(available_from=None) | Q(available_until=None) | Q(available_until__gte=F("available_from")), name="volunteer_days_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.group_name or (self.person.name if self.person else str(_("volunteer no. %(n)s") % {"n": self.pk}))

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/frivillige/{self.pk}/"

    @property
    def first_name(self) -> str:
        return self.person.name.split()[0] if self.person and self.person.name.split() else ""

    def is_in_the_pool(self, day: date) -> bool:
        return self.state in self.POOL and self.consent_until is not None and self.consent_until >= day


class Assessment(CentreOwned):
    """That somebody has seen and judged a volunteer's certificate: when, who, and when again. Never the paper, never what stood in it."""

    class Sort(models.TextChoices):
        CHILD = "child", _("child-protection certificate")
        RECORD = "record", _("criminal record")

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="assessments")
    sort = models.CharField(_("certificate"), max_length=10, choices=Sort.choices)
    on = models.DateField(_("assessed on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    next_on = models.DateField(_("assessed again by"), null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("assessment of a certificate")
        verbose_name_plural = _("assessments of certificates")

    def __str__(self) -> str:
        return f"{self.get_sort_display()}, {self.on:%d.%m.%Y}"
