"""What the clock does: evaluations go out by themselves where the centre has said so, boxes are opened where enough answers wait, what has had its last day is closed, and who was asked is forgotten in time."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.surveys import actions, by_itself
from brobygger.surveys.box import open_box
from brobygger.surveys.models import Envelope, EvaluationRule, PersonalLink, SavedAnswers, Sending


def open_boxes(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for row in Sending.objects.filter(pk__in=Envelope.objects.values("sending")):
                open_box(row, now=now or timezone.now())


def close_those_due(now: datetime | None = None) -> None:
    """In every centre."""
    moment = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for row in Sending.objects.to_close(timezone.localtime(moment).date()):
                actions.close(row, by=None, now=moment)


def send_by_itself(now: datetime | None = None) -> None:
    """In every centre that has switched it on."""
    for centre in Centre.objects.filter(pk__in=EvaluationRule.everywhere.filter(active=True).values("centre")):
        with centre_in_force(centre):
            by_itself.send_due(now=now or timezone.now())


def forget(now: datetime | None = None) -> None:
    """In every centre."""
    day = timezone.localtime(now or timezone.now()).date() - actions.REMEMBERED
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            by_itself.forget(now=now or timezone.now())
            SavedAnswers.objects.filter(forget_on__lt=timezone.localtime(now or timezone.now()).date()).delete()
            for row in Sending.objects.filter(anonymous=True, closed_on__lte=day, pk__in=PersonalLink.objects.exclude(mail="", name="").values("sending")):
                actions.forget(row)


jobs.add("surveys.box", Job(open_boxes, when="*/5 * * * *"))
jobs.add("surveys.close", Job(close_those_due, when="12 0,1 * * *"))
jobs.add("surveys.forget", Job(forget, when="25 2 * * *"))
jobs.add("surveys.by_itself", Job(send_by_itself, when="35 8 * * *"))
