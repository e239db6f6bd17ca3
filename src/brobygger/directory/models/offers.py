"""An offer to citizens (tilbud): what, for whom, where, when, how to come; and how fresh that is."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.directory.models.meanings import Meaning
from brobygger.organisations.models import Organisation
from brobygger.plan.periods import add_months

SHORTEST, LONGEST = 1, 16  # months between two confirmations that it is still right


class OfferQuerySet(models.QuerySet["Offer"]):
    def listed(self) -> "OfferQuerySet":
        """With what every list and page of offers shows of others' rows."""
        return self.select_related("provider", "centre")

    def public(self) -> "OfferQuerySet":
        return self.filter(state=Offer.State.PUBLISHED)

    def open_at(self, moment: datetime) -> "OfferQuerySet":
        """Those whose week has an hour at ``moment``."""
        now = localtime(moment)
        times = OfferTime.objects.filter(offer=models.OuterRef("pk"), weekday=now.weekday(), opens__lte=now.time(), closes__gt=now.time())
        return self.filter(models.Exists(times))


class Offer(Numbered, CentreOwned):
    """Something a citizen can come to or be helped by. ``provider`` may be of any sector.

    ``verified_on``: the day somebody last said that all of it is right, shown to citizens; ``edited_on``: the day it was last changed. After
    ``interval`` months without either it is asked after; ``reminders`` counts how often, and then it is hidden.
    ``changed_by_provider``: published and changed since by the provider; the centre has not looked yet.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waits for approval")
        PUBLISHED = "published", _("public")
        HIDDEN = "hidden", _("hidden")
        ENDED = "ended", _("ended")

    class Access(models.TextChoices):
        OPEN_DOOR = "open_door", _("just come")
        SIGN_UP = "sign_up", _("sign up first")
        CALL = "call", _("call or write first")
        REFERRAL = "referral", _("a professional refers you")

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers", verbose_name=_("who offers it"))
    title = LineField(_("title"), max_length=120)
    short = LineField(_("in one sentence"), max_length=250, blank=True)
    text = TextField(_("what it is"), blank=True, max_length=6000)
    is_group = models.BooleanField(_("a group"), default=False)
    one_to_one = models.BooleanField(_("one to one"), default=False)
    counselling = models.BooleanField(_("counselling"), default=False)
    activity = models.BooleanField(_("an activity"), default=False)
    online = models.BooleanField(_("online"), default=False)
    by_phone = models.BooleanField(_("by telephone"), default=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name=_("for whom"))
    situations = models.ManyToManyField(Meaning, blank=True, related_name="offers", verbose_name=_("life situations"))
    age_from = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True, validators=[MaxValueValidator(120)])
    age_to = models.PositiveSmallIntegerField(_("to the age of"), null=True, blank=True, validators=[MaxValueValidator(120)])
    languages = LineField(_("languages"), max_length=120, blank=True, help_text=_("Beside Danish, with commas between."))
    whole_municipality = models.BooleanField(_("in the whole municipality"), default=False)
    localities = models.ManyToManyField(Locality, blank=True, related_name="+", verbose_name=_("localities"))
    place = LineField(_("place"), max_length=160, blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    postal_code = LineField(_("postal code"), max_length=4, blank=True, validators=[RegexValidator(r"^\d{4}$", _("Four digits."))])
    when = LineField(_("when, in words"), max_length=250, blank=True)
    free = models.BooleanField(_("free of charge"), default=True)
    price = LineField(_("price"), max_length=120, blank=True)
    access = models.CharField(_("how to come"), max_length=12, choices=Access.choices, default=Access.CALL)
    how = LineField(_("more about how to come"), max_length=250, blank=True)
    anonymous = models.BooleanField(_("one can be anonymous"), default=False)
    step_free = models.BooleanField(_("step-free access"), default=False)
    accessibility = LineField(_("accessibility"), max_length=250, blank=True)
    contact_name = LineField(_("contact"), max_length=120, blank=True)
    contact_phone = LineField(_("telephone"), max_length=30, blank=True)
    contact_mail = EmailField(_("mail"), blank=True)
    website = UrlField(_("website"), blank=True)
    image = models.FileField(_("picture"), upload_to="offers/", blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    image_alt = LineField(_("what the picture shows"), max_length=200, blank=True)
    takes_referrals = models.BooleanField(_("professionals can refer to it"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    changed_by_provider = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    interval = models.PositiveSmallIntegerField(
        _("months until it is asked after"), default=6, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text=_("From 1 to 16. Then whoever offers it is asked whether it is still right."),
    )
    verified_on = models.DateField(_("last confirmed"), null=True, blank=True, editable=False)
    edited_on = models.DateField(_("last changed"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    elsewhere_on = models.DateField(_("put right in the national directory on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(OfferQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        indexes = [models.Index(fields=["centre", "state", "title"], name="offer_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")), name="offer_ages_in_order", violation_error_message=_("The highest age is below the lowest.")),
            models.CheckConstraint(condition=Q(interval__gte=SHORTEST, interval__lte=LONGEST), name="offer_interval", violation_error_message=_("From 1 to 16 months.")),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False, verified_on__isnull=False), name="offer_published_and_verified"),
        ]

    def __str__(self) -> str:
        return self.title

    FORMS = ("is_group", "one_to_one", "counselling", "activity", "online", "by_phone")

    @property
    def public_url(self) -> str:
        return f"/{self.centre.key}/tilbud/{self.pk}/"

    @property
    def forms_in_words(self) -> str:
        return ", ".join(str(self._meta.get_field(name).verbose_name) for name in self.FORMS if getattr(self, name))  # type: ignore[union-attr]  # plain fields

    @property
    def due_on(self) -> date | None:
        """The day from which it is asked after; None while it is not public."""
        return add_months(self.verified_on, self.interval) if self.verified_on else None


class OfferTime(CentreOwned):
    """An hour of the week in which an offer is open; weekdays as Python has them, Monday 0."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    note = LineField(_("note"), max_length=120, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["weekday", "opens", "pk"]
        verbose_name = _("opening hour")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="offer_time_in_order", violation_error_message=_("It ends before it begins.")),
            models.UniqueConstraint(fields=["offer", "weekday", "opens"], name="offer_time_once", violation_error_message=_("This hour is there already.")),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class Confirmation(CentreOwned):
    """That an offer was said to be right, on a day: by the link of a mail, on the provider's own pages, or by staff."""

    class Way(models.TextChoices):
        LINK = "link", _("by the link in a mail")
        OWN = "own", _("on its own pages")
        STAFF = "staff", _("by staff")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="confirmations")
    on = models.DateField(_("on"))
    way = models.CharField(_("how"), max_length=6, choices=Way.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [models.UniqueConstraint(fields=["offer", "on"], name="offer_confirmed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.offer} {self.on}"
