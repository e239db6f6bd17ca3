"""A referral (henvisning): somebody is led from one who knows her to one who can help, with her consent, or by a code alone."""

import secrets
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.directory.models.guidance import AgeBand
from brobygger.directory.models.offers import Offer
from brobygger.organisations.models import Organisation

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are taken for one another


def new_code() -> str:
    """Six letters and digits to be read aloud."""
    return "".join(secrets.choice(_LETTERS) for _n in range(6))


class ReferralQuerySet(models.QuerySet["Referral"]):
    def listed(self) -> "ReferralQuerySet":
        return self.select_related("offer", "receiver", "made_by", "centre")

    def open(self) -> "ReferralQuerySet":
        return self.filter(state__in=Referral.OPEN)


class Referral(Numbered, CentreOwned):
    """From ``made_by`` to ``receiver``, to one of its offers or to it as such. ``code`` is what it is called between the two.

    Without a name (``anonymous``) it carries nothing but the code, which the citizen brings along. With one, she has consented on ``consent_on``;
    who she is and how to reach her goes a month after it ended, and the count stays. ``company``: somebody is wanted who goes along.
    """

    class State(models.TextChoices):
        SENT = "sent", _("waits for an answer")
        ACCEPTED = "accepted", _("taken on")
        CONTACTED = "contacted", _("in contact")
        STARTED = "started", _("has started")
        FULL = "full", _("there is no room")
        DECLINED = "declined", _("could not be taken on")
        EXPIRED = "expired", _("nobody answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.SENT, State.ACCEPTED, State.CONTACTED)
    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.SENT: (State.ACCEPTED, State.STARTED, State.FULL, State.DECLINED), State.ACCEPTED: (State.CONTACTED, State.STARTED, State.FULL, State.DECLINED),
        State.CONTACTED: (State.STARTED, State.FULL, State.DECLINED),
    }

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("offer"))
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("to whom"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=6, default=new_code, editable=False)
    anonymous = models.BooleanField(_("by a code alone"), default=False)
    who = LineField(_("name"), max_length=120, blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    mail = EmailField(_("mail"), blank=True)
    message = TextField(_("what it is about"), max_length=1000, blank=True)
    consent_on = models.DateField(_("consented on"), null=True, blank=True)
    company = models.BooleanField(_("somebody is to go along"), default=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    age = models.CharField(_("age"), max_length=6, choices=AgeBand.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT, editable=False)
    reason = LineField(_("why"), max_length=250, blank=True)
    made_on = models.DateField(_("made on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    started_on = models.DateField(_("started on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    expires_on = models.DateField(_("expires on"))
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    key = models.CharField(max_length=32, editable=False)

    objects: ClassVar = CentreManager.from_queryset(ReferralQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-made_on", "-pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.UniqueConstraint(fields=["centre", "code"], name="referral_code_once"),
            models.UniqueConstraint(fields=["centre", "key"], name="referral_sent_once"),
            models.CheckConstraint(condition=Q(anonymous=False) | Q(who="", phone="", mail="", message=""), name="referral_by_code_names_nobody"),
            models.CheckConstraint(condition=Q(anonymous=True) | Q(consent_on__isnull=False), name="referral_with_consent"),
            models.CheckConstraint(condition=Q(state__in=("sent", "accepted", "contacted"), closed_on=None) | Q(state__in=("started", "full", "declined", "expired", "withdrawn"), closed_on__isnull=False), name="referral_closed_with_a_day"),
            models.CheckConstraint(condition=~Q(state="started") | Q(started_on__isnull=False), name="referral_started_with_a_day"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def to(self) -> str:
        return f"{self.offer} ({self.receiver})" if self.offer else str(self.receiver)

    @property
    def steps(self) -> list[Any]:
        """What the receiver may say next."""
        return [self.State(each) for each in self.NEXT.get(self.state, ())]
