"""A consultation, standing on its registration; and an initiative followed from the first talk."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.journal.models import Registration, State
from brobygger.organisations.models import Network, Organisation
from brobygger.people.models import Person
from brobygger.plan.periods import add_months


class About(models.TextChoices):
    """What was asked about: fixed, so that numbers can be compared from year to year and between centres."""

    SPARRING = "sparring", _("sparring")
    RECRUITMENT = "recruitment", _("recruiting volunteers")
    BOARD_WORK = "board_work", _("statutes and board work")
    FUNDRAISING = "fundraising", _("seeking money")
    JOB_POST = "job_post", _("text for a volunteer job")
    PLACE = "place", _("preparing to receive a volunteer")
    START_UP = "start_up", _("starting up")
    CONFLICT = "conflict", _("conflict")
    DATA_PROTECTION = "data_protection", _("data protection")
    OTHER = "other", _("something else")


class Client(models.TextChoices):
    """Who was helped."""

    ASSOCIATION = "association", _("an association or organisation")
    GROUP = "group", _("an informal group")
    INITIATIVE = "initiative", _("a new initiative")
    CITIZEN = "citizen", _("a citizen")


class Channel(models.TextChoices):
    HERE = "here", _("here")
    THERE = "there", _("at their place")
    PHONE = "phone", _("by telephone")
    ONLINE = "online", _("online")
    MAIL = "mail", _("by mail")


class FellThrough(models.TextChoices):
    """Why a talk that was agreed on was not held."""

    OURS = "ours", _("we cancelled")
    THEIRS = "theirs", _("they cancelled")
    ABSENT = "absent", _("they did not come")


GONE = "–"  # what a next step says when its time is up and it was blanked


class WithNextStep(models.Model):
    """What is to be done next, by whom and by when: it stands on the start page and in the calendar of whoever does it."""

    next_step = LineField(_("next step"), max_length=250, blank=True)
    next_on = models.DateField(_("no later than"), null=True, blank=True)
    next_owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who does it"))
    next_done_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def _step_says_what(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(next_on=None) | ~Q(next_step=""), name=name, violation_error_message=_("What is to be done by that day?"))


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def listed(self) -> "InitiativeQuerySet":
        return self.select_related("organisation", "network", "grown_from__centre", "theme", "locality", "target_group", "next_owner", "centre")

    def waiting(self) -> "InitiativeQuerySet":
        """Those with a next step that nobody has taken."""
        return self.exclude(next_step__in=["", GONE]).filter(next_done_on=None)

    def of(self, user: int) -> "InitiativeQuerySet":
        """Those whose next step is this account's to take, or anybody's."""
        return self.filter(Q(next_owner=user) | Q(next_owner=None))

    def quiet(self, today: date) -> list["Initiative"]:
        """Those that go on, have no next step, and were not heard from for as many months as they say; the longest quiet first."""
        talked = Max("consultations__registration__done_on", filter=Q(consultations__registration__draft=False, consultations__registration__state=State.HELD))
        rows = self.filter(ended_on=None, quiet_months__isnull=False).filter(Q(next_step__in=["", GONE]) | Q(next_done_on__isnull=False)).annotate(talked_on=talked)  # type: ignore[no-redef]  # its type is named on the model
        found = [row for row in rows if add_months(row.last_heard, row.quiet_months or 0) <= today]
        return sorted(found, key=lambda row: (row.last_heard, row.pk))


class Initiative(WithNextStep, Numbered, CentreOwned):
    """Something people want to start, followed from the first talk until it runs by itself, or is given up.

    ``grown_from`` is the event or course where it began; ``started_on`` the day the community was running, from which it counts. Who is quiet for
    ``quiet_months`` stands on the start page; ``heard_on`` is when somebody said that they had been heard from.
    """

    name = LineField(_("name"), max_length=160)
    idea = TextField(_("the idea"), blank=True, max_length=4000)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("became, or belongs to"),
    )
    network = models.ForeignKey(Network, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("network or working group"))
    grown_from = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="initiatives", verbose_name=_("grew out of"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("target group"))
    quiet_months = models.PositiveSmallIntegerField(
        _("remind us when it is quiet, months"), null=True, blank=True, default=3, validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    heard_on = models.DateField(null=True, blank=True, editable=False)
    begun_on = models.DateField(_("first talk"))
    started_on = models.DateField(_("running since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = LineField(_("why it ended"), max_length=250, blank=True)

    talked_on: date | None  # of rows from ``quiet``

    objects: ClassVar = CentreManager.from_queryset(InitiativeQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-begun_on", "-pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="initiative_once", violation_error_message=_("There is one of this name already.")),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(started_on__gte=F("begun_on")), name="initiative_starts_after_talk",
                violation_error_message=_("It cannot run before the first talk."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="initiative_ends_after_talk", violation_error_message=_("It cannot end before the first talk."),
            ),
            _step_says_what("initiative_next_step"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/sparring/initiativer/{self.pk}/"

    @property
    def last_heard(self) -> date:
        """The last sign of life that is known; for rows from ``quiet``."""
        return max(day for day in (self.begun_on, self.started_on, self.heard_on, self.next_done_on, self.talked_on) if day is not None)


class Carrier(CentreOwned):
    """A person who carries an initiative, so that somebody can be called."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="carriers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    part = LineField(_("what she or he does"), max_length=120, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["person__name", "pk"]
        verbose_name = _("person who carries an initiative")
        verbose_name_plural = _("persons who carry an initiative")
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="carrier_once", violation_error_message=_("She or he is on the list already."))]

    def __str__(self) -> str:
        return str(self.person)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def listed(self) -> "ConsultationQuerySet":
        """With all that a page shows, in a bounded number of queries."""
        return self.select_related("registration__kind", "registration__theme", "registration__locality", "registration__centre", "registration__created_by", "adviser", "initiative", "next_owner")

    def waiting(self) -> "ConsultationQuerySet":
        """Those with a next step that nobody has taken, also where the rest is still a draft."""
        return self.exclude(next_step__in=["", GONE]).filter(next_done_on=None)

    def of(self, user: int) -> "ConsultationQuerySet":
        """Those whose next step is this account's to take, or anybody's."""
        return self.filter(Q(next_owner=user) | Q(next_owner=None))


class Consultation(WithNextStep, Numbered, CentreOwned):
    """Advice given to somebody (konsulentstøtte, sparring). The registration beneath it is what counts: day, kind, theme, minutes, from whom.

    ``advised_by`` are those of the house who gave it. ``timer_from`` is when the clock was started; ``at`` the time of day of one that is agreed on and still to come. Nothing tells who a citizen is.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, primary_key=True, related_name="consultation")
    client = models.CharField(_("for"), max_length=12, choices=Client.choices, default=Client.ASSOCIATION)
    about = models.CharField(_("about"), max_length=16, choices=About.choices, default=About.SPARRING)
    channel = models.CharField(_("how"), max_length=8, choices=Channel.choices, default=Channel.HERE)
    place = LineField(_("place"), max_length=160, blank=True)
    at = models.TimeField(_("time"), null=True, blank=True)
    notes = TextField(_("what was talked about"), blank=True, max_length=20_000)
    result = TextField(_("what came of it"), blank=True, max_length=4000)
    initiative = models.ForeignKey(Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="consultations", verbose_name=_("initiative"))
    advised_by = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("who advised"))
    adviser = models.ForeignKey("advice.Adviser", on_delete=models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name=_("outside adviser"))
    fell_through = models.CharField(_("why it was not held"), max_length=8, choices=FellThrough.choices, blank=True, editable=False)
    timer_from = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(ConsultationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-registration__done_on", "-pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        indexes = [models.Index(fields=["centre", "next_on"], condition=Q(next_done_on=None), name="consultation_next")]
        constraints = [
            _step_says_what("consultation_next_step"),
        ]

    def __str__(self) -> str:
        return self.registration.title

    def get_absolute_url(self) -> str:
        return f"/{self.registration.centre.key}/kontor/sparring/{self.pk}/"

    @property
    def bare_title(self) -> str:
        """What it is called as long as nobody has said with whom."""
        return str(self.get_about_display()).capitalize()
