"""Going along (følgeskab): a volunteer meets somebody and goes with her to what she would not go to alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.directory.models import Referral
from brobygger.matching.models.tokens import new_token
from brobygger.matching.models.volunteers import Volunteer


class AccompanimentQuerySet(models.QuerySet["Accompaniment"]):
    def listed(self) -> "AccompanimentQuerySet":
        return self.select_related("referral__offer", "referral__receiver", "volunteer__person", "locality", "theme", "centre")

    def open(self) -> "AccompanimentQuerySet":
        return self.filter(state__in=Accompaniment.OPEN)

    def gone(self) -> "AccompanimentQuerySet":
        """Those that came about: they have gone together at least once."""
        return self.filter(first_on__isnull=False)


class Accompaniment(Numbered, CentreOwned):
    """One who is gone along with, to one thing, once or a few times; of a ``referral``, or asked for by itself.

    ``who`` and ``reach`` are known to staff and to the volunteer who has said yes; of a referral they are taken over when she says it, since the referral itself
    forgets them a month after it has started and the two may go on. A month after it ended they go, the volunteer's name with
    them, and the count by year stays. ``because``: what it ended of, where that was the referral. ``first_on``: the day they first went together; ``times``: how often.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("somebody is wanted")
        ASKED = "asked", _("a volunteer is asked")
        AGREED = "agreed", _("agreed on")
        UNDER_WAY = "under_way", _("they go together")
        ENDED = "ended", _("ended")
        CANCELLED = "cancelled", _("came to nothing")

    class Because(models.TextChoices):
        FULL = "full", _("there was no room")
        DECLINED = "declined", _("it could not be taken on")
        EXPIRED = "expired", _("nobody answered")
        WITHDRAWN = "withdrawn", _("the referral was taken back")

    OPEN = (State.WANTED, State.ASKED, State.AGREED, State.UNDER_WAY)

    referral = models.OneToOneField(Referral, on_delete=models.SET_NULL, null=True, blank=True, related_name="accompaniment")
    to = LineField(_("where to"), max_length=160, help_text=_("Such as: the grief café, or the doctor’s. Nothing about why."))
    who = LineField(_("name"), max_length=120, blank=True, help_text=_("A first name is enough."))
    reach = LineField(_("telephone or mail"), max_length=120, blank=True)
    meet = LineField(_("when and where they meet"), max_length=200, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    volunteer = models.ForeignKey(Volunteer, on_delete=models.SET_NULL, null=True, blank=True, related_name="accompaniments", verbose_name=_("volunteer"), editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WANTED, editable=False)
    made_on = models.DateField(_("asked for on"), editable=False)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    first_on = models.DateField(_("first went together"), null=True, blank=True, editable=False)
    times = models.PositiveSmallIntegerField(_("times"), default=0, editable=False)
    closed_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    because = models.CharField(_("ended because"), max_length=10, choices=Because.choices, blank=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)

    objects: ClassVar = CentreManager.from_queryset(AccompanimentQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-made_on", "-pk"]
        verbose_name = _("accompaniment")
        verbose_name_plural = _("accompaniments")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=("wanted", "asked", "agreed", "under_way"), closed_on=None) | Q(state__in=("ended", "cancelled"), closed_on__isnull=False), name="accompaniment_closed_with_a_day"),
            models.CheckConstraint(condition=Q(first_on=None, times=0) | Q(first_on__isnull=False, times__gte=1), name="accompaniment_times_from_the_first"),
        ]

    def __str__(self) -> str:
        return self.to

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/foelgeskab/{self.pk}/"

    @property
    def whom(self) -> str:
        """Her name as long as it is there; of one referred by a code, the code."""
        return self.who or (self.referral.who or self.referral.code if self.referral else "")

    @property
    def how_to_reach(self) -> str:
        return self.reach or (", ".join(part for part in (self.referral.phone, self.referral.mail) if part) if self.referral else "")
