"""Access tokens that programs come with, what they have made under a key of their own, and where they want to be told when something changes."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex, token_urlsafe
from typing import ClassVar

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, UrlField
from brobygger.core.versions import Numbered


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def in_use(self, day: date) -> "AccessTokenQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), revoked_at=None)


class AccessToken(Numbered, CentreOwned):
    """What a program shows to be let in at one centre, instead of a person's sign-in. The secret is shown once; here is its SHA-256 digest alone.

    The program acts in the name of ``kept_by``, a leader: what it writes stands under that name in the trail, and it is let in only while the leader leads the centre.
    """

    name = LineField(_("name"), max_length=80, help_text=_("Which program it is for, as “the accounts” or “our website”."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    tail = models.CharField(max_length=4, editable=False)  # the secret's last letters, so that people can tell one from another
    reads = models.JSONField(_("may read"), default=list, blank=True)
    writes = models.JSONField(_("may also change"), default=list, blank=True)
    persons = models.BooleanField(_("may see persons"), default=False, help_text=_("Names, mail addresses and telephone numbers, and what people have written. Without it the program gets everything else."))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until you close it."))
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(editable=False)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(AccessTokenQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/indstillinger/programmer/{self.pk}/"

    def is_over(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day

    def may(self, scope: str, *, write: bool = False) -> bool:
        return scope in self.writes if write else scope in self.reads or scope in self.writes

    def lacks(self, scopes: Iterable[str]) -> list[str]:
        return [each for each in scopes if not self.may(each)]


class MadeOnce(CentreOwned):
    """A row that a program has made under an ``Idempotency-Key``, so that asking again gives the same row and makes no other. ``digest`` is of what was asked for."""

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="+")
    key = LineField(max_length=100)
    digest = models.CharField(max_length=64, editable=False)
    resource = models.CharField(max_length=40, editable=False)
    row = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="made_once_by_key")]

    def __str__(self) -> str:
        return f"{self.resource} {self.row}"


def new_seed() -> str:
    return token_urlsafe(32)


def new_key() -> str:
    return f"msg_{token_hex(16)}"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def live(self) -> "WebhookQuerySet":
        return self.filter(state=Webhook.State.LIVE)


class Webhook(Numbered, CentreOwned):
    """Where a program wants to be told that rows have changed, of those that its token may read. It stops with the token.

    Its secret stands nowhere: it is made of ``seed`` and the installation's secret key. ``seed_before`` still signs until ``both_until``, so that the receiver has time to change over.
    ``settled`` and ``mark`` are how far the trail has been read (``webhooks/noticing.py``); ``failures`` are those in a row, and ``rests_until`` is how long it is left in peace.
    """

    class State(models.TextChoices):
        LIVE = "live", _("in use")
        PAUSED = "paused", _("paused")
        FAILED = "failed", _("stopped: no answer for days")
        GONE = "gone", _("stopped: the receiver wants no more")
        SHUT = "shut", _("stopped: the program is not let in")

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="webhooks", editable=False)
    url = UrlField(_("address"), max_length=500, validators=[URLValidator(schemes=["https", "http"])], help_text=_("Where the program listens, as its maker has told you. It begins with https://."))
    about = models.JSONField(_("tell it about"), default=list)
    seed = models.CharField(max_length=50, default=new_seed, editable=False)
    seed_before = models.CharField(max_length=50, blank=True, editable=False)
    both_until = models.DateTimeField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LIVE, editable=False)
    made_at = models.DateTimeField(editable=False)
    settled = models.BigIntegerField(default=0, editable=False)
    mark = models.BigIntegerField(default=0, editable=False)
    mark_at = models.DateTimeField(editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    good_at = models.DateTimeField(_("last taken"), null=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(WebhookQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("message to a program")
        verbose_name_plural = _("messages to programs")

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/indstillinger/programmer/beskeder/{self.pk}/"

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    def waiting(self) -> "WebhookMessageQuerySet":
        return self.filter(state=WebhookMessage.State.WAITING)


class WebhookMessage(CentreOwned):
    """One thing that a receiver is told: a row was made, changed or taken away. ``change`` is the line of the trail it comes from (none for a test), each told of once.

    ``status`` and ``said`` are the last answer, 0 where there was none; ``claimed_at`` says that a worker is about it. One is *covered* when a later one of the same row waits.
    """

    class Kind(models.TextChoices):
        CREATED = "created", _("newly made")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("taken away")
        TEST = "test", _("test")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("handed over")
        FAILED = "failed", _("given up")
        COVERED = "covered", _("told with a later one")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=40, default=new_key, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    resource = models.CharField(max_length=40, blank=True, editable=False)
    row = models.BigIntegerField(null=True)
    change = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    said = LineField(max_length=200, blank=True)

    objects: ClassVar = CentreManager.from_queryset(WebhookMessageQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["webhook", "resource", "row", "change"], name="told_of_once")]
        indexes = [models.Index(fields=["webhook", "state", "next_at"], name="webhook_message_due")]

    def __str__(self) -> str:
        return f"{self.resource} {self.row}"
