"""Networks that the centre convenes, and the working groups that grow out of its events."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField
from brobygger.core.versions import Numbered
from brobygger.organisations.models.organisations import Organisation
from brobygger.people.models import Person


class NetworkQuerySet(models.QuerySet["Network"]):
    def networks(self) -> "NetworkQuerySet":
        """Networks proper, which targets "per network" ask about."""
        return self.exclude(form=Network.Form.WORKING_GROUP)

    def working_groups(self) -> "NetworkQuerySet":
        return self.filter(form=Network.Form.WORKING_GROUP)

    def alive_in(self, start: date, end: date) -> "NetworkQuerySet":
        """Those that existed at some time from ``start`` to ``end``; one that is only wished for does not exist yet."""
        return self.filter(Q(started_on__lte=end), Q(closed_on=None) | Q(closed_on__gte=start))


class Network(Numbered, CentreOwned):
    """A network (netværk) or working group (arbejdsgruppe) the centre convenes: from the need for it to its closing.

    ``started_on`` is empty while it is only wished for. What is between, surveys of needs, interest meetings and meetings, are registrations
    that name it; so its steps are dated by the work itself. ``resting_since``: it has not closed, but nothing happens in it (dormant);
    the rests it has woken from are :class:`NetworkRest`. ``members`` and ``persons`` are all that ever were in it; who is in it on a day, the day says.
    """

    class Form(models.TextChoices):
        PROFESSIONAL = "professional", _("professional network")
        INFORMAL = "informal", _("informal network")
        WORKING_GROUP = "working_group", _("working group")

    name = LineField(_("name"), max_length=160)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    form = models.CharField(_("form"), max_length=15, choices=Form.choices, default=Form.PROFESSIONAL)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    purpose = TextField(_("what it is for"), blank=True, max_length=2000)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    resting_since = models.DateField(_("resting since"), null=True, blank=True)
    evaluated_on = models.DateField(_("evaluated on"), null=True, blank=True)
    evaluation = TextField(_("what the evaluation said"), blank=True, max_length=4000)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = LineField(_("why it closed"), max_length=250, blank=True)
    members = models.ManyToManyField(Organisation, through="NetworkMember", through_fields=("network", "organisation"), related_name="networks", verbose_name=_("members"))
    persons = models.ManyToManyField(Person, through="NetworkMember", through_fields=("network", "person"), related_name="networks", verbose_name=_("persons"))

    objects: ClassVar = CentreManager.from_queryset(NetworkQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="network_once", violation_error_message=_("There is one of this name already.")),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(started_on=None) | Q(closed_on__gte=F("started_on")), name="network_closes_after_start",
                violation_error_message=_("The network closes before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())

    @property
    def is_working_group(self) -> bool:
        return self.form == self.Form.WORKING_GROUP

    def organisations_on(self, day: date) -> models.QuerySet[Organisation]:
        return Organisation.objects.filter(pk__in=self.belongings.on(day).filter(organisation__isnull=False).order_by().values("organisation"))

    def persons_on(self, day: date) -> models.QuerySet[Person]:
        return Person.objects.filter(pk__in=self.belongings.on(day).filter(person__isnull=False).order_by().values("person"), erased_on=None)


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    def on(self, day: date) -> "NetworkMemberQuerySet":
        """Those in the network on ``day``; one whose first day nobody knows was always in it."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class NetworkMember(Numbered, CentreOwned):
    """An organisation, or a person for herself, in a network from a first day to a last, and as what."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        SPEAKER = "speaker", pgettext_lazy("network", "speaks for it")
        CONTACT = "contact", pgettext_lazy("network", "contact")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="belongings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="belongings", verbose_name=_("organisation"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="belongings", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(_("in it from"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True)

    objects: ClassVar = CentreManager.from_queryset(NetworkMemberQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["network", "pk"]
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [
            models.CheckConstraint(condition=Q(organisation=None, person__isnull=False) | Q(organisation__isnull=False, person=None), name="network_member_is_one"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="network_member_in_order", violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(fields=["network", "organisation"], condition=Q(until=None), name="network_organisation_once"),
            models.UniqueConstraint(fields=["network", "person"], condition=Q(until=None), name="network_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)


class NetworkRest(CentreOwned):
    """A time in which a network rested and after which it woke: the days from ``starts_on`` up to ``ends_on``, when it was active again.

    Kept because what was active at the end of a past period must not change when a group is woken.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="rests")
    starts_on = models.DateField(_("rested from"))
    ends_on = models.DateField(_("active again from"))

    class Meta(CentreOwned.Meta):
        ordering = ["starts_on", "pk"]
        verbose_name = _("rest of a network")
        verbose_name_plural = _("rests of networks")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="network_rest_in_order", violation_error_message=_("It wakes before it rests."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.starts_on}"
