"""Events, sign-ups and how many came, for programs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres import audit
from brobygger.core.resources import Act, Resource, Trusted, Writing, number_of, resources, scopes
from brobygger.events import actions, attendance, series
from brobygger.events.forms.attendance import HeadForm
from brobygger.events.forms.events import BELOW, OWN, CancelForm, EventForm, NewEventForm
from brobygger.events.forms.house import choice_of
from brobygger.events.models import Event, HeadCount, SignUp
from brobygger.journal.models import Registration


def _form(data: Any, row: Event | None, access: Trusted) -> EventForm:
    if row is not None:
        return EventForm(data, instance=row, registration=row.registration)
    return NewEventForm(data, instance=Event(), registration=Registration(), initial={"responsible": access.user.pk})


def _keep(form: EventForm, access: Trusted) -> Event:
    row: Event = form.instance
    registration, given, now = form.registration, form.cleaned_data, timezone.now()
    if row.pk is None:
        row.starts_at, row.ends_at = given["starts_at"], given["ends_at"]
        return actions.plan(
            row, registration, co_hosts=given["co_hosts"], takes_signups=given["takes_signups"], capacity=given["capacity"], room=given.get("room"), by=access.user, now=now,
        )
    there = Event.objects.select_related("registration").get(pk=row.pk)
    series.edit(
        row, registration, given.get("scope", series.THIS), before=(audit.values(there), audit.values(there.registration)), own=[name for name in OWN if name in form.changed_data],
        below=[name for name in BELOW if name in form.changed_data], co_hosts=given["co_hosts"], by=access.user, now=now, chosen=choice_of(form),
    )
    return row


def _cancel(form: CancelForm, row: Event, access: Trusted) -> None:
    series.cancel(row, form.cleaned_data.get("scope", series.THIS), reason=form.cleaned_data["reason"], centre=access.centre, by=access.user, now=timezone.now())


def _heads(data: Any, row: HeadCount | None, access: Trusted) -> HeadForm:
    form, of = HeadForm(data), (data or {}).get("event")
    event = None if of is None else Event.objects.filter(pk=of).first()
    if of is not None and event is None:
        raise ValidationError({"event": [_("There is no such event here.")]})
    form.event = event
    return form


def _keep_heads(form: HeadForm, access: Trusted) -> HeadCount:
    assert form.event is not None  # noqa: S101 -- a new row is said to hang on one
    attendance.count_heads(form.event, form.heads(), by=access.user, now=timezone.now(), key=form.cleaned_data["key"])
    return HeadCount.objects.filter(event=form.event).latest("pk")


scopes.add("events", _("Events and sign-ups"))
resources.add("events", Resource(
    "events", Event._meta.verbose_name_plural or "", "Events with their time. “persons” is how many came; an event’s key is that of the registration below it.", Event,
    "registration__title:title registration__kind:kind registration__state:state registration__theme:theme registration__target_group:target_group registration__locality:locality registration__network:network registration__project:project "
    "registration__mode:mode registration__format:format registration__note:note registration__reason:reason registration__persons:persons starts_at ends_at text place online_link accessibility price published_at listed_publicly signup_list series",
    filters="registration__state:state registration__kind:kind registration__theme:theme registration__network:network registration__project:project starts_at__gte:from starts_at__lt:before published_at__isnull:draft series:series signup_list:signup_list",
    below={"journal.Registration": "pk"},
    filled={"counted": number_of(HeadCount, "event", "Heads counted at the door.", of=Sum("persons"))},
    writing=Writing(_form, _keep, acts={"cancel": Act("Cancel it; those who have signed up are told by mail", lambda data, row, _access: CancelForm(data, event=row), _cancel)}),
))
resources.add("sign_ups", Resource(
    "events", SignUp._meta.verbose_name_plural or "", "Who has signed up. What they answered to an event’s questions is not given.", SignUp, "name mail note signup_list organisation label persons state signed_up_at queued_at left_at",
    filters="signup_list:signup_list state:state organisation:organisation", followed=False,
))
resources.add("head_counts", Resource("events", HeadCount._meta.verbose_name_plural or "", "Heads counted at an event’s door, by where they came from.", HeadCount, "event organisation label sector persons", filters="event:event organisation:organisation", followed=False,
    writing=Writing(_heads, _keep_heads, parent="event", change=False, remove=lambda row, access: attendance.uncount(row, by=access.user, now=timezone.now()))))
