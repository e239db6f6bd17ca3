"""What newsletters know of somebody who is erased goes with her: what she signed up for under the mail she had, whether or not it was tied to her."""

from datetime import datetime

from brobygger.accounts.models import User
from brobygger.matching.models import Volunteer
from brobygger.matching.volunteering import forgetting
from brobygger.newsletters import withholding
from brobygger.newsletters.models import Delivery, Subscriber
from brobygger.newsletters.models.subscribers import plain
from brobygger.people import actions as people
from brobygger.people.holdings import Subject


def _of_an_erased_person(subject: Subject, *, by: User | None, now: datetime) -> None:
    mails = {plain(mail) for mail in (subject.person.mail if subject.person else "", subject.account.email if subject.account else "") if mail}
    for row in Subscriber.objects.filter(mail__in=mails):
        withholding.forget(row)


def _of_a_volunteer(row: Volunteer) -> None:
    """Newsletters that she got as a volunteer do not know her any more, and are no reason to; what waits to be sent to her is not."""
    if row.person is not None:
        rows = Delivery.objects.filter(person=row.person, organisation=None)
        rows.filter(state=Delivery.State.WAITING).delete()
        rows.update(mail="", name="", because="", said="", person=None)


forgetting.add("newsletters.deliveries", _of_a_volunteer)
people.erased_too.add("newsletters.subscribers", _of_an_erased_person)
