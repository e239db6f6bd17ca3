"""A sending: one edition asked of somebody, from a day to another. And the personal links by which it was sent."""

import secrets
from datetime import date
from typing import ClassVar, Final

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.events.models import Event
from brobygger.groups.models import Group
from brobygger.organisations.models import Network, Organisation
from brobygger.people.models import Person
from brobygger.surveys.models.questionnaires import Edition

_LARGEST: Final = 2**53


def random_key() -> int:
    """A key that says nothing of when its row came. It is SQLite's rowid too, so that rows do not even lie in their order."""
    return secrets.randbelow(_LARGEST - 1) + 1


def _how_many(model: str, **where: object) -> Coalesce:
    from django.apps import apps

    rows = apps.get_model("surveys", model)._default_manager.filter(sending=OuterRef("pk"), **where).order_by().values("sending")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class SendingQuerySet(models.QuerySet["Sending"]):
    def listed(self) -> "SendingQuerySet":
        return self.select_related("centre", "edition__questionnaire__theme", "event__registration", "group", "network")

    def counted(self) -> "SendingQuerySet":
        """With ``asked``, how many have a link of their own, ``answered``, how many of those have used it, ``sealed`` and ``told``: answers that wait, and that are shown."""
        return self.annotate(  # type: ignore[no-redef]  # their types are named on the model
            asked=_how_many("PersonalLink"), answered=_how_many("PersonalLink", spent=True), sealed=_how_many("Envelope"), told=_how_many("Response"),
        )

    def open_on(self, day: date) -> "SendingQuerySet":
        """Those that take answers on ``day``."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), opened_on__lte=day, closed_on=None)

    def to_close(self, day: date) -> "SendingQuerySet":
        """Those whose last day has passed."""
        return self.filter(closes_on__lt=day, opened_on__isnull=False, closed_on=None)


class Sending(Numbered, CentreOwned):
    """One edition asked of people, from the day it is opened until it is closed (udsendelse).

    ``anonymous`` is a promise on the page, and cannot be taken back once it is open. ``open_token`` is the address that anybody may use, empty where there is none; a named
    sending has none, since nobody could be named. ``reason`` tells those who are written to why they are. ``event``, ``group`` or ``network`` is what is evaluated.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sendings")
    title = LineField(_("title"), max_length=160, help_text=_("For those who answer, such as “How is it to be a member?”."))
    anonymous = models.BooleanField(_("anonymous"), default=True, help_text=_("Nobody, not even we, can see who answered what. It cannot be changed once the questionnaire is open."))
    open_token = models.CharField(_("open link"), max_length=40, blank=True, editable=False)
    reason = TextField(_("to those who are written to"), blank=True, max_length=3000, help_text=_("Why you ask, and what the answers are used for. Stands in the mail and above the questions."))
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event"), editable=False)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("group"), editable=False)
    network = models.ForeignKey(Network, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("network"), editable=False)
    by_itself = models.BooleanField(_("sent by itself"), default=False, editable=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0, editable=False)
    reminded_on = models.DateField(_("last reminder"), null=True, blank=True, editable=False)

    asked: int  # of rows from ``counted``
    answered: int
    sealed: int
    told: int

    objects: ClassVar = CentreManager.from_queryset(SendingQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-opened_on", "-pk"]
        verbose_name = _("sending of a questionnaire")
        verbose_name_plural = _("sendings of questionnaires")
        indexes = [models.Index(fields=["centre", "opened_on", "closed_on"], name="sending_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["open_token"], condition=~Q(open_token=""), name="sending_by_open_link"),
            models.CheckConstraint(condition=Q(anonymous=True) | Q(open_token=""), name="sending_open_is_anonymous"),
            models.CheckConstraint(condition=Q(closed_on=None) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")), name="sending_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/spoergeskemaer/{self.pk}/"

    def takes_answers(self, today: date) -> bool:
        return self.opened_on is not None and self.opened_on <= today and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        return self.closed_on is not None or (self.closes_on is not None and self.closes_on < today)


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def silent(self) -> "PersonalLinkQuerySet":
        """Those that were not used, and whose owner can be written to."""
        return self.filter(spent=False).exclude(mail="")


class PersonalLink(CentreOwned):
    """That somebody was asked, by a link that takes one answer. The link's secret stands in the mail; here stands its digest.

    ``spent``: it was used. When, and for what answer, is written nowhere: see ADR 14. The row has neither a version nor a time for that reason.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="links")
    name = LineField(_("name"), max_length=160, blank=True)
    mail = EmailField(_("mail"), blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    spent = models.BooleanField(_("used"), default=False, editable=False)

    objects: ClassVar = CentreManager.from_queryset(PersonalLinkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("personal link to a questionnaire")
        verbose_name_plural = _("personal links to questionnaires")
        constraints = [models.UniqueConstraint(fields=["sending", "mail"], condition=~Q(mail=""), name="survey_asked_once", violation_error_message=_("This address has a link already."))]

    def __str__(self) -> str:
        return self.name or self.mail
