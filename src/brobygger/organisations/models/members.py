"""Who is a member of the centre, as what, from when to when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Listed, Locality, once_per_centre
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.organisations.models.organisations import Organisation
from brobygger.people.models import Person


class Formal(models.TextChoices):
    """The six formal types that the centres' statutes and the national figures know."""

    ASSOCIATION = "association", _("association")
    INSTITUTION = "institution", _("institution")
    ORGANISATION = "organisation", _("organisation")
    COMPANY = "company", pgettext_lazy("member", "company")
    GROUP = "group", pgettext_lazy("member", "group")
    PERSON = "person", pgettext_lazy("member", "person")


class MembershipTypeQuerySet(models.QuerySet["MembershipType"]):
    def open_to_apply(self) -> "MembershipTypeQuerySet":
        """Those an association, or a person, may apply for on the public site."""
        return self.filter(public=True, retired=False)


class MembershipType(Numbered, Listed):
    """A type of membership as the centre calls it, over one of the six formal types."""

    formal = models.CharField(_("formal type"), max_length=15, choices=Formal.choices, default=Formal.ASSOCIATION)
    public = models.BooleanField(_("may be applied for on the public site"), default=False)

    objects: ClassVar = CentreManager.from_queryset(MembershipTypeQuerySet)()

    class Meta(Listed.Meta):
        verbose_name = _("type of membership")
        verbose_name_plural = _("types of membership")
        constraints = [once_per_centre("membership_type_once")]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        """Those in force on ``day``."""
        return self.filter(in_force(day))

    def first_ones(self) -> "MembershipQuerySet":
        """Each member's first: who changes type, moves or comes back is no new member."""
        same = Q(organisation__isnull=False, organisation=OuterRef("organisation")) | Q(person__isnull=False, person=OuterRef("person"))
        earlier = Membership.objects.filter(same, Q(starts_on__lt=OuterRef("starts_on")) | Q(starts_on=OuterRef("starts_on"), pk__lt=OuterRef("pk")))
        return self.filter(~Exists(earlier))


def in_force(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


class Membership(Numbered, CentreOwned):
    """An organisation's or a person's membership of one type while it belongs to one locality.

    ``ends_on`` is the last day. A change of type or locality ends one row and begins the next, so that the members of any past
    day can be told by type and locality as they were.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("organisation")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("person"))
    type = models.ForeignKey(MembershipType, on_delete=models.PROTECT, related_name="+", verbose_name=_("type"))
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    starts_on = models.DateField(_("member from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = LineField(_("why it ended"), max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(MembershipQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(condition=Q(organisation=None, person__isnull=False) | Q(organisation__isnull=False, person=None), name="membership_of_one"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start",
                violation_error_message=_("The membership ends before it begins."),
            ),
            models.UniqueConstraint(fields=["organisation"], condition=Q(ends_on=None), name="membership_of_organisation_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None), name="membership_of_person_once"),
        ]
        indexes = [models.Index(fields=["centre", "organisation", "starts_on", "ends_on"], name="membership_on_a_day")]

    def __str__(self) -> str:
        return f"{self.organisation or self.person}: {self.type}"

    def over(self, today: date) -> bool:
        """Whether its last day has passed. One that is still to come changes nothing yet."""
        return self.ends_on is not None and self.ends_on < today
