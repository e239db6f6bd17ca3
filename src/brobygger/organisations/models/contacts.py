"""Who speaks for an organisation; what staff note on it; what the centre has agreed with it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models.organisations import Organisation
from brobygger.people.models import Person


class ContactQuerySet(models.QuerySet["Contact"]):
    def on(self, day: date) -> "ContactQuerySet":
        """Those who hold their role on ``day``."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def acting(self, day: date) -> "ContactQuerySet":
        """Those who may act for their organisation on its own pages: an invitation was accepted, and the last day has not come."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gt=day), acts_since__isnull=False, person__erased_on=None)

    def reachable(self, day: date) -> "ContactQuerySet":
        """Those on ``day`` who can be written to for their organisation: who looks after its pages before the others."""
        return self.on(day).exclude(person__mail="").select_related("person").order_by(F("acts_since").desc(nulls_last=True), "pk")

    def acted_by(self, account: int) -> "ContactQuerySet":
        return self.filter(person__account=account)


class Contact(Numbered, CentreOwned):
    """A person's role in an organisation for a time. One person may have several, in several organisations.

    ``acts_since``: when an invitation to act for this organisation on its own pages was accepted, for this role and no other. Being a contact
    does not give that right by itself.
    """

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        TREASURER = "treasurer", _("treasurer")
        BOARD = "board", _("member of the board")
        COORDINATOR = "coordinator", _("volunteer co-ordinator")
        STAFF = "staff", _("employee")
        CONTACT = "contact", _("contact")
        OTHER = "other", pgettext_lazy("role", "other")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("organisation"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.CONTACT)
    title = LineField(_("title"), max_length=80, blank=True, help_text=_("If it is called something else there."))
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"), null=True, blank=True)
    acts_since = models.DateTimeField(_("may act on the association’s own pages since"), null=True, blank=True, editable=False)

    objects: ClassVar = CentreManager.from_queryset(ContactQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="contact_ends_after_start",
                violation_error_message=_("The time ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.title or self.get_role_display()})"

    def is_former(self, day: date) -> bool:
        return self.until is not None and self.until <= day

    def is_acting(self, day: date) -> bool:
        return self.acts_since is not None and not self.is_former(day) and (self.since is None or self.since <= day)


def mail_of(organisation: Organisation, day: date) -> str:
    """The organisation's own mail, else that of one who speaks for it; empty where there is none."""
    speaks = None if organisation.mail else Contact.objects.reachable(day).filter(organisation=organisation).first()
    return str(speaks.person.mail if speaks else organisation.mail)


class Note(CentreOwned):
    """What somebody at the centre wrote down about an organisation, for colleagues. Added and removed, never edited."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notes")
    text = TextField(_("note"), max_length=4000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:60]


class CollaborationQuerySet(models.QuerySet["Collaboration"]):
    def active_in(self, start: date, end: date) -> "CollaborationQuerySet":
        """Those that ran at some time from ``start`` to ``end``."""
        return self.filter(Q(since__lte=end), Q(until=None) | Q(until__gte=start))


class Collaboration(Numbered, CentreOwned):
    """What the centre and partners of any sector have agreed to do together, from when to when, and what it binds the centre to."""

    title = LineField(_("title"), max_length=160)
    partners = models.ManyToManyField(Organisation, related_name="collaborations", verbose_name=_("partners"))
    agreement = TextField(_("what is agreed"), blank=True)
    obligations = TextField(_("what we are bound to"), blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("responsible here")
    )

    objects: ClassVar = CentreManager.from_queryset(CollaborationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("collaboration")
        verbose_name_plural = _("collaborations")
        constraints = [
            models.UniqueConstraint(fields=["centre", "title"], name="collaboration_once", violation_error_message=_("This collaboration is already here.")),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="collaboration_ends_after_start",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
