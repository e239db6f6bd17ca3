"""The centre and the short lists its work is sorted by; and the trail of who changed what."""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.prepared import InsertedPrepared
from brobygger.core.versions import Numbered


def refuse_addresses_of_all(value: str) -> None:
    """The installation's own pages are looked for before those of centres: a centre of such a name could not be reached."""
    own = {settings.STATIC_URL.strip("/"), *_first_steps(import_module(settings.ROOT_URLCONF).urlpatterns)}
    if value in own:
        raise ValidationError(_("The installation has pages of its own at this address. Choose another."))


def _first_steps(patterns: Iterable[Any]) -> Iterator[str]:
    for each in patterns:
        step = str(each.pattern).partition("/")[0]
        if not step and hasattr(each, "url_patterns"):
            yield from _first_steps(each.url_patterns)
        elif step and "<" not in step:
            yield step


class Centre(Numbered):
    """A volunteer centre. ``key`` is its first step in every address: ``/slagelse/…``."""

    key = models.SlugField(
        _("short name in addresses"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]+$", _("Small letters, digits and hyphens only.")), refuse_addresses_of_all],
    )
    name = LineField(_("name"), max_length=120)
    municipality = LineField(_("municipality"), max_length=80, blank=True)
    logo = models.FileField(
        _("logo"), upload_to="logos/", blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])]
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1f6f6b",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour such as #1f6f6b."))],
    )
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    address = TextField(_("address"), blank=True)
    website = UrlField(_("website"), blank=True)
    opening_hours = TextField(_("opening hours"), blank=True)
    about = TextField(_("about the centre"), blank=True)
    example_data = models.BooleanField(_("example data"), default=False, editable=False)
    second_factor_roles = models.JSONField(_("roles that need a second factor"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AccessibilityStatement(Numbered, CentreOwned):
    """What a centre says of how accessible its pages are (tilgængelighedserklæring), and when somebody last looked."""

    class Way(models.TextChoices):
        OURSELVES = "ourselves", _("we looked ourselves")
        OTHERS = "others", _("somebody from outside looked")

    looked_on = models.DateField(_("looked at on"))
    way = models.CharField(_("how"), max_length=20, choices=Way.choices, default=Way.OURSELVES)
    gaps = TextField(_("what is not accessible"), blank=True)
    instead = TextField(_("what one can do instead"), blank=True)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    by_law = models.BooleanField(_("the act on web accessibility holds for us"), default=False)
    elsewhere = UrlField(_("the same statement elsewhere"), blank=True)

    class Meta(CentreOwned.Meta):
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints = [models.UniqueConstraint(fields=["centre"], name="accessibility_statement_once")]

    def __str__(self) -> str:
        return gettext("accessibility statement")

    @property
    def look_again_on(self) -> date:
        """A year after somebody last looked; the 28th where the year has no 29th of February."""
        on = self.looked_on
        return on.replace(year=on.year + 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


class Listed(CentreOwned):
    """A line of one of the centre's own short lists; retired lines stay on old registrations."""

    name = LineField(_("name"), max_length=80)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired = models.BooleanField(_("no longer used"), default=False)

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())


def once_per_centre(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["centre", "name"], name=name, violation_error_message=_("This name is already on the list.")
    )


class Locality(Listed):
    """A town, village or district the centre works in (lokalområde); ``postal_codes`` with spaces between."""

    postal_codes = LineField(
        _("postal codes"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^\s*(\d{4}\s*)*$", _("Four digits each, with a space between."))],
    )
    latitude = models.DecimalField(
        _("degrees north"), max_digits=7, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Its place on maps, such as 55.4028; a map on the web shows it when you point."),
    )
    longitude = models.DecimalField(
        _("degrees east"), max_digits=7, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Such as 11.3546."),
    )

    class Meta(Listed.Meta):
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        constraints = [
            once_per_centre("locality_once"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None) | models.Q(latitude__isnull=False, longitude__isnull=False), name="locality_whole_place",
                violation_error_message=_("A place on the map needs both degrees north and degrees east."),
            ),
        ]


class Theme(Listed):
    """What work is about (tema): recruitment, loneliness, fundraising …"""

    class Meta(Listed.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [once_per_centre("theme_once")]


class TargetGroup(Listed):
    """Whom work is for (målgruppe): older people, families, new Danes …"""

    class Meta(Listed.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        constraints = [once_per_centre("target_group_once")]


class ChangeQuerySet(models.QuerySet["Change"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit trail is append-only.")


class Change(InsertedPrepared, CentreOwned):
    """One line of the audit trail: who did what to which row, and what the fields were and became. Never edited."""

    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    row = models.BigIntegerField(null=True)
    label = LineField(max_length=200, blank=True)
    fields = models.JSONField(default=dict)

    objects: ClassVar = CentreManager.from_queryset(ChangeQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["centre", "model", "row"], name="change_of_row")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit trail is append-only.")
