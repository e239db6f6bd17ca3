"""The list one signs up on, its questions, and those who have signed up."""

import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.prepared import InsertedPrepared
from brobygger.core.versions import Numbered
from brobygger.journal.models import State
from brobygger.organisations.models import Organisation

MOST_PERSONS = 200  # in one sign-up, whatever a list allows
ONCE = "signup_once"  # the constraint by which one mail signs up once


class SignUpList(Numbered, CentreOwned):
    """Where one signs up: for one event, or once for a whole series. Its row is the lock under which places are given out."""

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        MEMBERS = "members", _("members and their people")
        INVITED = "invited", _("those who have the link")

    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    opens_at = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("sign-up closes"), null=True, blank=True)
    audience = models.CharField(_("who may sign up"), max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    most_persons = models.PositiveSmallIntegerField(_("at most this many in one sign-up"), default=5)
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer when a place is offered"), default=24)
    remind_days = models.PositiveSmallIntegerField(_("days before that a reminder is sent"), default=2)
    key = models.CharField(max_length=32, unique=True, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("sign-up list")
        verbose_name_plural = _("sign-up lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")), name="signup_closes_after_opening",
                violation_error_message=_("Sign-up closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(most_persons__gte=1) & Q(most_persons__lte=MOST_PERSONS), name="signup_most_persons",
                violation_error_message=_("At least one person, at most two hundred."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("sign-up"))

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = self.key or secrets.token_urlsafe(16)
        super().save(*args, **kwargs)

    def is_open(self, now: datetime) -> bool:
        """By the clock alone; whether the event still takes place is the event's to say."""
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now < self.closes_at)

    def takes(self, now: datetime, published_at: datetime | None, state: str, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether one can sign up now for an event of such times and state: published, not cancelled, the list is open, and it has not begun; with a
        closing time of the list's own, not ended.
        """
        if published_at is None or state == State.CANCELLED or not self.is_open(now):
            return False
        return starts_at > now or (self.closes_at is not None and ends_at > now)


class Question(CentreOwned):
    """Something the list asks of those who sign up. Answers are kept as text; ``choices`` has one a line."""

    class Kind(models.TextChoices):
        TEXT = "text", _("a line of text")
        TICK = "tick", _("yes or no")
        CHOICE = "choice", _("one of several")

    signup_list = models.ForeignKey(SignUpList, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = LineField(_("question"), max_length=200)
    kind = models.CharField(_("answered with"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    choices = TextField(_("answers to choose from, one a line"), blank=True, max_length=1000)
    required = models.BooleanField(_("must be answered"), default=False)
    per_person = models.BooleanField(_("per person"), default=False, help_text=_("Where several come together, it can be answered for each of them."))

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices=""), name="question_with_choices", violation_error_message=_("Write the answers to choose from, one a line."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def offered(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def alive(self) -> "SignUpQuerySet":
        """Those who have a place, are offered one or wait for one."""
        return self.exclude(state=SignUp.State.LEFT)

    def with_place(self) -> "SignUpQuerySet":
        """Those whose place nobody else can have: confirmed, and offered until the offer is up."""
        return self.filter(state__in=[SignUp.State.CONFIRMED, SignUp.State.OFFERED])

    def confirmed(self) -> "SignUpQuerySet":
        return self.filter(state=SignUp.State.CONFIRMED)

    def waiting(self) -> "SignUpQuerySet":
        """The queue, in the order of its places."""
        return self.filter(state=SignUp.State.WAITING).order_by("queued_at", "pk")

    def persons(self) -> int:
        return self.aggregate(n=models.Sum("persons"))["n"] or 0


class SignUp(InsertedPrepared, CentreOwned):
    """One who has signed up, for herself and perhaps others. ``token`` is the key to the page where it is changed or left.

    ``queued_at`` is when the place in the queue was taken: it stays when the number of persons falls, and is new when it grows.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("has a place")
        OFFERED = "offered", _("is offered a place")
        WAITING = "waiting", _("waits")
        LEFT = "left", _("has left")

    signup_list = models.ForeignKey(SignUpList, on_delete=models.CASCADE, related_name="signups")
    name = LineField(_("name"), max_length=120)
    mail = EmailField(_("mail"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation"))
    label = LineField(_("association or workplace"), max_length=160, blank=True)
    persons = models.PositiveSmallIntegerField(_("number of persons"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    signed_up_at = models.DateTimeField(_("signed up"))
    queued_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    expired = models.BooleanField(default=False)  # left because an offer was not answered in time
    note = LineField(_("note"), max_length=300, blank=True)
    language = LineField(max_length=10, default="da")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=43, unique=True, editable=False)
    unwritten = models.BooleanField(default=False, editable=False)  # that there is a place, or one in the queue, is still to be written
    together = models.CharField(max_length=43, blank=True, editable=False, db_index=True)  # the token of the first of those made at once

    objects: ClassVar = CentreManager.from_queryset(SignUpQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["queued_at", "pk"]
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [
            models.Index(fields=["signup_list", "state", "queued_at"], name="signup_queue"),
            models.Index(fields=["centre"], name="signup_unwritten", condition=Q(unwritten=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                "signup_list", Lower("mail"), condition=~Q(state="left") & ~Q(mail=""), name=ONCE,
                violation_error_message=_("Somebody has signed up with this mail already."),
            ),
            models.CheckConstraint(condition=Q(persons__gte=1) & Q(persons__lte=MOST_PERSONS), name="signup_persons"),
            models.CheckConstraint(condition=Q(state="left", left_at__isnull=False) | (~Q(state="left") & Q(left_at=None)), name="signup_left_when"),
            models.CheckConstraint(condition=Q(state="offered", offered_until__isnull=False) | (~Q(state="offered") & Q(offered_until=None)), name="signup_offered_until"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.token = self.token or secrets.token_urlsafe(32)
        super().save(*args, **kwargs)

    @property
    def is_party(self) -> bool:
        return self.persons > 1

    @property
    def unnamed(self) -> int:
        """The one who signed up, and those of her party who have no name of their own on the list."""
        return self.persons - len(self.companions.all())

    @property
    def where_from(self) -> str:
        return str(self.organisation or self.label)


class Companion(CentreOwned):
    """One who comes with somebody who signed up, by name: listed, and ticked off for herself."""

    signup = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="companions")
    position = models.PositiveSmallIntegerField(default=0)
    name = LineField(_("name"), max_length=120, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["signup", "position", "pk"]
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        constraints = [models.UniqueConstraint(fields=["signup", "position"], name="companion_once")]

    def __str__(self) -> str:
        return self.name or "–"


class Answer(CentreOwned):
    """What one who signed up answered to a question; with ``companion``, what she answered for one who comes with her."""

    signup = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    companion = models.ForeignKey(Companion, on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    text = LineField(max_length=300, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["question__position", "question", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["signup", "question"], condition=Q(companion=None), name="answer_once"),
            models.UniqueConstraint(fields=["companion", "question"], name="answer_of_companion_once"),
        ]

    def __str__(self) -> str:
        return self.text
