"""A newsletter and the blocks it is made of."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.journal.models import Registration
from brobygger.newsletters.models.audiences import Audience
from brobygger.newsletters.models.subscribers import new_token
from brobygger.organisations.models import Organisation


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    def listed(self) -> "NewsletterQuerySet":
        return self.select_related("centre", "written_by")

    def archived(self) -> "NewsletterQuerySet":
        """Those that everybody can read on the centre's page, as they were sent."""
        return self.filter(public=True, state__in=[Newsletter.State.SENDING, Newsletter.State.SENT]).order_by("-started_at", "-pk")

    def in_the_works(self) -> "NewsletterQuerySet":
        return self.exclude(state__in=[Newsletter.State.SENT, Newsletter.State.CANCELLED])


class Newsletter(Numbered, CentreOwned):
    """A letter (nyhedsbrev): written by one, let go by one who may. ``content`` is what it said when it was let go, and says from then on.

    ``send_at``: it waits, and goes by itself at that time. ``trouble`` is why it stands still while it is being sent. ``registration`` is the publication that it counts as.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("newsletter", "draft")
        READY = "ready", pgettext_lazy("newsletter", "ready, waits to be sent")
        SENDING = "sending", pgettext_lazy("newsletter", "being sent")
        SENT = "sent", pgettext_lazy("newsletter", "sent")
        CANCELLED = "cancelled", pgettext_lazy("newsletter", "stopped")

    subject = LineField(_("subject"), max_length=160)
    preheader = LineField(_("the line after the subject"), max_length=160, blank=True, help_text=_("Mail programs show it beside the subject. It may say what is best in the letter."))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="da")
    audiences = models.ManyToManyField(Audience, blank=True, related_name="newsletters", verbose_name=_("who gets it"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    public = models.BooleanField(_("everybody can read it on our page"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("began to be sent"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("sent to all"), null=True, blank=True, editable=False)
    trouble = LineField(max_length=300, blank=True, editable=False)
    registration = models.OneToOneField(Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="newsletter", editable=False)
    content = models.JSONField(default=dict, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("written by"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("sent by"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(NewsletterQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-created_at", "-pk"]
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        indexes = [models.Index(fields=["centre", "state"], name="newsletter_by_state")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/nyhedsbreve/{self.pk}/"

    @property
    def may_be_edited(self) -> bool:
        """What waits to be sent is what was asked to be sent: it is taken back before it is changed."""
        return self.state == self.State.DRAFT


class Block(CentreOwned):
    """A part of a letter: words, a picture, or a rule that fills itself: the ``most`` nearest or newest, of ``days`` days, of a theme and a place."""

    class Kind(models.TextChoices):
        TEXT = "text", _("own text")
        PICTURE = "picture", _("a picture")
        EVENTS = "events", _("what is on")
        JOBS = "jobs", _("new volunteer jobs")
        OFFERS = "offers", _("new offers")
        POSTS = "posts", _("from the exchange")
        NEWS = "news", _("what has been written")

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    heading = LineField(_("heading"), max_length=120, blank=True)
    text = TextField(_("text"), blank=True, max_length=10_000)
    picture = models.FileField(_("picture"), upload_to="newsletters/%Y/", blank=True, validators=[FileExtensionValidator(["png", "jpg", "jpeg", "webp"])])
    picture_text = LineField(_("what the picture shows"), max_length=200, blank=True)
    about = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("it is about"))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    most = models.PositiveSmallIntegerField(_("how many at most"), default=5, validators=[MinValueValidator(1), MaxValueValidator(20)])
    days = models.PositiveSmallIntegerField(_("of how many days"), default=30, validators=[MinValueValidator(1), MaxValueValidator(366)])
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("block of a newsletter")
        verbose_name_plural = _("blocks of newsletters")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="picture") | Q(picture="") | ~Q(picture_text=""), name="newsletter_picture_says_what_it_shows", violation_error_message=_("Say what the picture shows, for those who cannot see it.")),
        ]

    def __str__(self) -> str:
        return self.heading or str(self.get_kind_display())

    @property
    def fills_itself(self) -> bool:
        return self.kind not in {self.Kind.TEXT, self.Kind.PICTURE}
