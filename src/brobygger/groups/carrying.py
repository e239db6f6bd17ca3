"""A facilitator's own page: the signed link that opens it, what stands on it, and asking for supervision. She sees the groups she carries, and nothing else of the centre."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import digests, outbox
from brobygger.groups.models import Facilitator, Group, GroupMeeting, GroupState, Participant
from brobygger.groups.places import locked
from brobygger.journal.models import State
from brobygger.people import actions as people
from brobygger.people.holdings import Subject
from brobygger.people.models import Person

SALT: Final = "groups.facilitator"
OPENS_FOR: Final = timedelta(days=92)
NEXT, LOOKED_BACK, CORRECTED = 8, timedelta(days=60), timedelta(days=14)  # meetings shown; how long a count is asked for; how long it can be put right


def path_of(person: Person, centre: Centre) -> str:
    return f"/{centre.key}/grupper/igangsaetter/{signing.dumps([person.pk, digests.of_mail(person.mail)], salt=SALT)}/"


def of_token(token: str, today: date) -> Person | None:
    """Whose page it opens; None for a link of nobody's making, too old, sent to a mail she has no more, or of one who carries nothing now."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    person = Person.objects.filter(pk=pk).exclude(mail="").first()
    if person is None or digests.of_mail(person.mail) != digest or not groups_of(person, today).exists():
        return None
    return person


def groups_of(person: Person, today: date) -> Any:
    """The groups she carries today, that are not over."""
    return Group.objects.listed().alive().filter(pk__in=Facilitator.objects.on(today).filter(person=person).order_by().values("group")).order_by("title", "pk")


def known_by(mail: str, today: date) -> Person | None:
    """The facilitator with this mail, as she carries a group today."""
    found = Facilitator.objects.on(today).filter(person__mail__iexact=mail).exclude(group__state=GroupState.ENDED).select_related("person").order_by("pk").first()
    return found.person if found is not None else None


def send_link(person: Person, centre: Centre, *, now: datetime) -> bool:
    """The link to her page, at most once an hour. The mail names no group: what one is about is nobody else's business."""
    if not person.mail:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _("Hello"), _("Here is the link to your page as a facilitator: the next meetings, who comes, and where you write how many came. Keep it to yourself; it opens for three months."),
            settings.SITE_URL + path_of(person, centre), _("Kind regards"), centre.name,
        ]
        return outbox.write(to=person.mail, subject=_("Your own page as a facilitator"), text="\n\n".join(lines), once_key=f"group-facilitator-{person.pk}-{now:%Y%m%d%H}") is not None


def _of_an_erased_person(subject: Subject, *, by: User | None, now: datetime) -> None:
    """The leader erases a person: no mail says any more that she carried a group."""
    if subject.person is not None:
        outbox.forget(f"group-facilitator-{subject.person.pk}-")


people.erased_too.add("groups.facilitators", _of_an_erased_person)


def shown(groups: list[Group], today: date) -> list[tuple[Group, dict[str, list[Any]]]]:
    """Of each group the meetings to count, those that can be put right, those to come, and the first names of those who have a seat; three questions in all."""
    keys = [group.pk for group in groups]
    met: dict[int, list[GroupMeeting]] = {key: [] for key in keys}
    for each in GroupMeeting.objects.listed().filter(group__in=keys, registration__done_on__gt=today - LOOKED_BACK).exclude(registration__state=State.CANCELLED).order_by("registration__done_on", "pk"):
        met[each.group_id].append(each)
    names: dict[int, list[str]] = {key: [] for key in keys}
    for of, name in Participant.objects.seated().filter(group__in=keys).order_by("name", "pk").values_list("group", "name"):
        names[of].append(name.split()[0] if name.split() else "–")
    found: list[tuple[Group, dict[str, list[Any]]]] = []
    for group in groups:
        to_count = [each for each in met[group.pk] if each.registration.done_on <= today and each.registration.state != State.HELD]
        counted = [each for each in met[group.pk] if each.registration.state == State.HELD and each.registration.done_on > today - CORRECTED]
        to_come = [each for each in met[group.pk] if each.registration.done_on > today and each.registration.state != State.HELD]
        found.append((group, {"to_count": to_count, "counted": counted, "to_come": to_come[:NEXT], "names": names[group.pk]}))
    return found


def countable(person: Person, today: date) -> Any:
    """The meetings of her groups that she can count or put right on her page; older ones are the centre's, since they stand in reports."""
    rows = GroupMeeting.objects.listed().filter(group__in=groups_of(person, today).order_by().values("pk"), registration__done_on__gt=today - LOOKED_BACK)
    return rows.exclude(registration__state=State.HELD, registration__done_on__lte=today - CORRECTED)


@transaction.atomic
def ask_for_supervision(group: Group, *, centre: Centre, now: datetime) -> None:
    """It stands on the start page until it was held, and the centre gets a mail. Asked twice is asked once."""
    row = locked(group)
    if row.supervision_asked_on is not None or row.state == GroupState.ENDED:
        return
    before = audit.values(row)
    row.supervision_asked_on = localtime(now).date()
    row.save()
    audit.record("asked for supervision", row, by=None, before=before, now=now)
    if centre.mail:
        with translation.override(settings.LANGUAGE_CODE):
            text = _("Those who carry “%(title)s” ask for supervision: %(link)s") % {"title": row.title, "link": f"{settings.SITE_URL}{row.get_absolute_url()}supervision/"}
            outbox.write(to=centre.mail, subject=_("Somebody asks for supervision"), text=text, once_key=f"group-{row.pk}-supervision-{row.supervision_asked_on:%Y%m%d}")
