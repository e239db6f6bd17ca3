"""The example centres' desk: the post and the copies of a month."""

from datetime import date, datetime, timedelta
from typing import Any

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.organisations.models import Organisation
from brobygger.reception import copying, posting
from brobygger.reception.models import Copying, Ending, Post, SheetPrice, Sort

# Which association, days ago, how many, what, days after which it was fetched: None, it waits still.
POST = (
    (0, 30, 2, Sort.LETTER, 3), (1, 27, 1, Sort.PARCEL, 1), (2, 20, 1, Sort.LETTER, None), (3, 16, 1, Sort.LETTER, 5), (0, 9, 3, Sort.LETTER, 2), (4, 6, 1, Sort.LETTER, None), (1, 2, 2, Sort.LETTER, None),
    (1, 1, 1, Sort.PARCEL, None), (3, 0, 1, Sort.LETTER, None),
)
# Which association, days ago, how many sheets, which price.
COPIES = ((0, 26, 120, 0), (1, 22, 40, 1), (2, 15, 300, 0), (0, 8, 16, 1), (3, 3, 60, 0), (4, 1, 25, 2), (2, 0, 80, 0))


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """What came, what was fetched, and what waits; one letter has for too long."""
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk")[:5])
    for who, ago, pieces, sort, fetched in POST if civil else ():
        then = now - timedelta(days=ago)
        row = posting.receive(Post(organisation=civil[who % len(civil)], received_on=today - timedelta(days=ago), pieces=pieces, sort=sort), by=by, now=then)
        if ago:
            posting.tell(centre=centre, now=then)
        if fetched is not None:
            posting.end([row.pk], Ending.HANDED, by=by, now=then + timedelta(days=fetched))
    copying.lay_out_prices(by=by, now=now)
    prices = list(SheetPrice.objects.all())
    for who, ago, sheets, price in COPIES if civil else ():
        copying.write_down(Copying(organisation=civil[who % len(civil)], on=today - timedelta(days=ago), sheets=sheets, price=prices[price]), by=by, now=now - timedelta(days=ago))
