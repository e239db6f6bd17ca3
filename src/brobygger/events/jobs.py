"""What the clock does: offers that are up go on to the next, and those who have a place are reminded."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.events import confirmations, minutes, moving_up
from brobygger.events.letters import tell
from brobygger.events.models import Event, SignUp, SignUpList

NOT_AT_ONCE = timedelta(hours=12)  # who signed up just now needs no reminder


def move_queues(now: datetime | None = None) -> None:
    """In every centre: offers that nobody answered, and places that came free when nobody looked."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for row in SignUpList.objects.filter(signups__state=SignUp.State.OFFERED, signups__offered_until__lte=now).distinct():
                moving_up.promote(row, centre=centre, now=now)


def remind(now: datetime | None = None) -> None:
    """Write once to those who have a place, as many days before as the list says."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for event in Event.objects.listed().taking_place().filter(published_at__isnull=False, starts_at__gt=now, starts_at__lt=now + timedelta(days=31), signup_list__remind_days__gt=0):
                own = event.signup_list
                if own is None or event.starts_at - timedelta(days=own.remind_days) > now:
                    continue
                for signup in own.signups.confirmed().exclude(mail="").filter(signed_up_at__lt=now - NOT_AT_ONCE):
                    tell(
                        signup, [event], centre, subject=gettext_lazy("Soon: %(title)s"),
                        lines=[gettext_lazy("We look forward to seeing you. If you cannot come, say so with the link below; then somebody else has your place.")],
                        now=now, once=f"remind-{event.pk}-{event.starts_at:%Y%m%d%H%M}", with_link=True,
                    )


def remind_owners(now: datetime | None = None) -> None:
    """In every centre: a word to those elsewhere who have taken something on, three days before its day."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            minutes.remind_owners(centre, now=now or timezone.now())


def confirm(now: datetime | None = None) -> None:
    """In every centre where somebody has signed up since the last time: the confirmations."""
    for centre in Centre.objects.filter(pk__in=SignUp.everywhere.filter(unwritten=True).values("centre")):
        with centre_in_force(centre):
            confirmations.write_due(centre=centre, now=now or timezone.now())


jobs.add(confirmations.JOB, Job(confirm, when="* * * * *"))
jobs.add("events.points", Job(remind_owners, when="40 7 * * *"))
jobs.add("events.queues", Job(move_queues, when="*/5 * * * *"))
jobs.add("events.reminders", Job(remind, when="20 6-18 * * *"))
