"""Access tokens that programs come with, and what they have made under a key of their own."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
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

