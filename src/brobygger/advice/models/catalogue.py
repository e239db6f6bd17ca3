"""What the centre offers, to whom; outside advisers with their times; and what people ask for."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.advice.models.consultations import About, Client
from brobygger.advice.models.tokens import new_token
from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Organisation


class Adviser(Numbered, CentreOwned):
    """A professional from outside (of the municipality's disability service, a lawyer) who advises through the centre."""

    name = LineField(_("name"), max_length=120)
    title = LineField(_("title"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from"))
    about = TextField(_("what one can ask about"), blank=True, max_length=2000)
    mail = EmailField(_("mail"), blank=True)
    retired = models.BooleanField(_("no longer advises here"), default=False)
    retired_on = models.DateField(null=True, blank=True, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("outside adviser")
        verbose_name_plural = _("outside advisers")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """The day of leaving is kept: name and mail are blanked some time after it."""
        self.retired_on = (self.retired_on or timezone.localdate()) if self.retired else None
        super().save(*args, **kwargs)


class AdviserTime(CentreOwned):
    """A time at which an adviser can be met. Whoever asks first has it; a request that is declined gives it free."""

    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = LineField(_("place"), max_length=160, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("time of an adviser")
        verbose_name_plural = _("times of advisers")
        constraints = [
            models.UniqueConstraint(fields=["adviser", "starts_at"], name="adviser_time_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="adviser_time_in_order", violation_error_message=_("It ends before it begins.")),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}"

    @property
    def span(self) -> str:
        return f"{self}–{timezone.localtime(self.ends_at):%H.%M}"


class ServiceQuerySet(models.QuerySet["Service"]):
    def public(self) -> "ServiceQuerySet":
        return self.filter(published=True).select_related("adviser__organisation")


class Service(Numbered, CentreOwned):
    """Something the centre offers (ydelse): advice, or a practical help such as copying, post, a desk, equipment. Each has a form to ask for it."""

    class Sort(models.TextChoices):
        ADVICE = "advice", _("advice")
        PRACTICAL = "practical", _("practical help")

    title = LineField(_("title"), max_length=120)
    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.ADVICE)
    about = models.CharField(_("about"), max_length=16, choices=About.choices, default=About.SPARRING)
    text = TextField(_("what it is"), blank=True, max_length=4000)
    for_whom = LineField(_("for whom"), max_length=200, blank=True)
    price = LineField(_("price"), max_length=120, blank=True)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind of work"))
    adviser = models.ForeignKey(Adviser, on_delete=models.SET_NULL, null=True, blank=True, related_name="services", verbose_name=_("outside adviser"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    published = models.BooleanField(_("on the public site"), default=True)

    objects: ClassVar = CentreManager.from_queryset(ServiceQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["sort", "position", "title", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.title

    @property
    def base(self) -> BaseKind:
        """What the work that comes of it counts as."""
        return BaseKind.CONSULTATION if self.sort == self.Sort.ADVICE else BaseKind.PRACTICAL_SERVICE


class Request(Numbered, CentreOwned):
    """Somebody who asks for a service, until it is taken up as work (``registration``), declined, or cancelled by them.

    ``key`` is the form's own: sent twice, it is one. ``token`` is theirs, to move or cancel an appointment; ``sequence`` grows when they do, for calendars.
    """

    class State(models.TextChoices):
        NEW = "new", _("waits for an answer")
        TAKEN = "taken", _("taken up")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled")

    HOLDING = (State.NEW, State.TAKEN)  # in these a time is theirs

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests", verbose_name=_("service"))
    client = models.CharField(_("you are"), max_length=12, choices=Client.choices, default=Client.ASSOCIATION)
    name = LineField(_("your name"), max_length=120)
    mail = EmailField(_("your mail"))
    phone = LineField(_("your telephone"), max_length=30, blank=True)
    label = LineField(_("association or group"), max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = TextField(_("what it is about"), max_length=4000)
    wished = LineField(_("when it would suit you"), max_length=200, blank=True)
    time = models.ForeignKey(AdviserTime, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name=_("time"))
    language = LineField(max_length=10, default="da")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = TextField(_("answer"), blank=True, max_length=2000)
    registration = models.ForeignKey(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests")
    amount = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    left_because = LineField(_("why it was cancelled"), max_length=250, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    key = models.CharField(max_length=32, editable=False)

    class Meta(CentreOwned.Meta):
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="request_once"),
            models.UniqueConstraint(fields=["time"], condition=~Q(state__in=["declined", "cancelled"]) & Q(time__isnull=False), name="request_time_once"),
            models.CheckConstraint(condition=Q(state="new") | Q(answered_at__isnull=False), name="request_answered_when"),
        ]

    def __str__(self) -> str:
        return str(self.service)

    @property
    def who(self) -> str:
        return self.shown_name or self.name

    def may_be_changed(self, now: datetime) -> bool:
        """Whether whoever asked may still move or cancel: until the time begins, or until it is answered where there is none."""
        if self.time is None:
            return self.state == self.State.NEW
        return self.state in self.HOLDING and self.time.starts_at > now

    @property
    def shown_name(self) -> str:
        """The association or group, and never a person: what may stand in a title for good."""
        return str(self.organisation or self.label) if self.client != Client.CITIZEN else ""
