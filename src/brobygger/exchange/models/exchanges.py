"""A swap (bytte) on its way from an answer to thanks, and what the two write to each other through the house."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.durations import duration
from brobygger.core.fields import EmailField, LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.exchange.models.fairs import Fair
from brobygger.exchange.models.lists import Category
from brobygger.exchange.models.posts import ExchangePost, new_token
from brobygger.organisations.models import Organisation


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def listed(self) -> "ExchangeQuerySet":
        return self.select_related("post__organisation", "post__centre", "fair__event__registration", "category", "gives", "gets", "locality", "centre")

    def made(self) -> "ExchangeQuerySet":
        """Both have said yes, and neither has called it off since."""
        return self.filter(state__in=Exchange.MADE)

    def open(self) -> "ExchangeQuerySet":
        return self.filter(closed_on=None)

    def of(self, organisation: Organisation) -> "ExchangeQuerySet":
        return self.filter(Q(gives=organisation) | Q(gets=organisation))


class Exchange(Numbered, CentreOwned):
    """Between the one whose ``post`` it is and one who answered it, or written down from a slip, without a post.

    ``gives`` and ``gets``: the associations, where the centre knows them, else their names. ``name``, ``mail`` and ``phone`` are those of whoever answered; the
    other is reached as the post says. Neither sees how to reach the other before both have agreed. A token opens the page of each. ``by_poster``: the one who has
    proposed what lies on the table. ``fair``: where its slip was written.
    """

    class State(models.TextChoices):
        ANSWERED = "answered", _("answered")
        PROPOSED = "proposed", _("an agreement is proposed")
        AGREED = "agreed", pgettext_lazy("exchange", "agreed")
        DONE = "done", pgettext_lazy("exchange", "done")
        ENDED = "ended", _("came to nothing")

    TALKING = (State.ANSWERED, State.PROPOSED)
    MADE = (State.AGREED, State.DONE)

    post = models.ForeignKey(ExchangePost, on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges", editable=False)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="exchanges", verbose_name=_("what it is"))
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    gives = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges_given", verbose_name=_("who gives"))
    gives_name = LineField(_("who gives, if we do not know them"), max_length=160, blank=True)
    gets = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges_got", verbose_name=_("who gets"))
    gets_name = LineField(_("who gets, if we do not know them"), max_length=160, blank=True)
    what = LineField(_("what is agreed"), max_length=200, blank=True)
    on = models.DateField(_("on the day"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True, validators=[MaxValueValidator(600_000)])
    name = LineField(_("name"), max_length=120, blank=True, editable=False)
    mail = EmailField(_("mail"), blank=True, editable=False)
    phone = LineField(_("telephone"), max_length=30, blank=True, editable=False)
    language = LineField(max_length=10, default="da", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ANSWERED, editable=False)
    by_poster = models.BooleanField(default=False, editable=False)
    thanks = LineField(_("thanks"), max_length=500, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), editable=False)
    heard_on = models.DateField(editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    poster_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    other_token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    key = models.CharField(max_length=40, default=new_token, editable=False)
    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges", editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    objects: ClassVar = CentreManager.from_queryset(ExchangeQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-answered_at", "-pk"]
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        indexes = [models.Index(fields=["centre", "state", "agreed_on"], name="exchange_made_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], name="exchange_once"),
            models.CheckConstraint(condition=~Q(state__in=("agreed", "done")) | Q(agreed_on__isnull=False), name="exchange_agreed_with_a_day"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="exchange_done_with_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=("answered", "proposed"), closed_on=None) | Q(state="agreed") | Q(state__in=("done", "ended"), closed_on__isnull=False), name="exchange_closed_with_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/byttebors/bytter/{self.pk}/"

    @property
    def title(self) -> str:
        return self.what or (self.post.title if self.post is not None else str(self.category))

    @property
    def giver(self) -> str:
        return str(self.gives or self.gives_name)

    @property
    def getter(self) -> str:
        return str(self.gets or self.gets_name)

    @property
    def in_words(self) -> str:
        return duration(self.minutes) if self.minutes else ""

    @property
    def poster_gives(self) -> bool:
        return self.post is None or self.post.is_offer

    def side(self, *, poster: bool) -> str:
        """Who stands on a side, in words."""
        return self.giver if poster == self.poster_gives else self.getter


class Message(CentreOwned):
    """What one of the two has written to the other. It stands on their page, in no mail."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="messages")
    from_poster = models.BooleanField()
    text = TextField(_("message"), max_length=3000, blank=True)
    at = models.DateTimeField()

    class Meta(CentreOwned.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("message of a swap")
        verbose_name_plural = _("messages of swaps")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
