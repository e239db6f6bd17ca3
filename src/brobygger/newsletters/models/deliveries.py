"""A letter to one address: on its way, come, or come back."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.newsletters.models.letters import Newsletter
from brobygger.newsletters.models.subscribers import Subscriber
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unfinished(self) -> "DeliveryQuerySet":
        return self.filter(state__in=[Delivery.State.WAITING, Delivery.State.HELD])


class Delivery(CentreOwned):
    """One letter to one address (afsendelse): there is one for each, whatever happens to those who send it. ``because`` is why it gets it.

    ``claim``: the name of the batch that a worker has taken it into. What became of each of a batch stands in a file of that name until it is written here
    (:mod:`brobygger.newsletters.handing_over`). ``next_at``: not before then, where the mail server asked to be tried again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("letter", "waits")
        HELD = "held", pgettext_lazy("letter", "is on its way")
        OUTBOX = "outbox", pgettext_lazy("letter", "in the outbox")
        SENT = "sent", pgettext_lazy("letter", "sent")
        BOUNCED = "bounced", pgettext_lazy("letter", "came back")
        FAILED = "failed", pgettext_lazy("letter", "could not be sent")
        UNCERTAIN = "uncertain", pgettext_lazy("letter", "sent, or perhaps not")
        LEFT = "left", pgettext_lazy("letter", "has unsubscribed in the meantime")

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="deliveries", db_index=False)  # the indexes below begin with it
    mail = EmailField(_("mail"))
    name = LineField(_("name"), max_length=160, blank=True)
    because = LineField(_("why"), max_length=250, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    claim = models.CharField(max_length=40, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    said = LineField(max_length=300, blank=True)

    objects: ClassVar = CentreManager.from_queryset(DeliveryQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("letter to one address")
        verbose_name_plural = _("letters to single addresses")
        indexes = [
            models.Index(fields=["newsletter", "state", "id"], name="delivery_by_state"),
            models.Index(fields=["centre", "digest", "-id"], name="delivery_to_whom"),
            models.Index(fields=["claim"], name="delivery_of_batch", condition=~models.Q(claim="")),
        ]
        constraints = [models.UniqueConstraint(fields=["newsletter", "digest"], name="delivery_once")]

    def __str__(self) -> str:
        return self.name or self.mail
