"""The catalogue of an exchange fair, to be handed out beforehand: what is offered and looked for, numbered, so that a slip need say no more than the number.

It names associations and no person: paper cannot be taken back.
"""

from datetime import date

from django.utils import formats
from django.utils.text import Truncator, slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.exchange import fairs
from brobygger.exchange.models import ExchangePost, Fair, Side
from brobygger.reports.document import Block, Column, Document, Heading, KeyFigure, KeyFigures, Paragraph, Row, Table
from brobygger.reports.frame import frame_of
from brobygger.reports.made import plain_letters

SAID = 160  # letters of a post's text


def compose(centre: Centre, fair: Fair, day: date) -> Document:
    parts = fairs.parted(fairs.catalogue(fair))
    counts = {side: sum(map(len, categories.values())) for side, categories in parts.items()}
    blocks: list[Block] = [
        KeyFigures((KeyFigure(_("Offered"), counts[Side.OFFER]), KeyFigure(_("Looked for"), counts[Side.NEED]), KeyFigure(_("associations that take part"), fair.organisations.count()))),
        Paragraph(_("Each post has a number. Find what you could use and whom you could help, talk to them or to a broker, and write the number on the slip when you have agreed.")),
    ]
    for side, heading, empty in ((Side.OFFER, _("Offered"), _("Nothing is offered yet.")), (Side.NEED, _("Looked for"), _("Nothing is looked for yet."))):
        blocks.append(Heading(1, heading))
        blocks += [_table(name, posts) for name, posts in parts[side].items()]
        if not parts[side]:
            blocks.append(Paragraph(empty))
    if names := [line.strip() for line in fair.brokers.splitlines() if line.strip()]:
        blocks += [Heading(1, _("Brokers")), Paragraph(_("%(n)s brokers go round and help you find each other. Ask them.") % {"n": len(names)})]
    at = localtime(fair.event.starts_at)
    below = ", ".join(part for part in (formats.date_format(at, "l j. F Y H.i"), fair.event.place) if part)
    return Document(title=str(fair), subtitle=below, blocks=tuple(blocks), dated=_("Printed on %(day)s") % {"day": formats.date_format(day)}, **frame_of(centre, day))


def _table(name: str, posts: list[ExchangePost]) -> Table:
    columns = (Column(_("No."), kind="number", width=0.5), Column(_("What"), width=3), Column(_("Who"), width=1.6), Column(_("When and where"), width=1.6))
    return Table(columns, tuple(map(_row, posts)), caption=name, row_headers=False)


def _row(post: ExchangePost) -> Row:
    title = f"{post.title} ({post.quantity})" if post.quantity and post.quantity > 1 else post.title
    text = Truncator(" ".join(post.text.split())).chars(SAID)
    days = [formats.date_format(each, "j. F Y") for each in (post.starts_on, post.ends_on) if each]
    return (post.pk, f"{title}. {text}" if text else title, post.who, ", ".join(part for part in ("–".join(dict.fromkeys(days)), post.when, post.where) if part))


def name_of(fair: Fair, centre: Centre) -> str:
    return slugify(plain_letters(f"{_('catalogue')} {fair} {centre.key}"))[:100] + ".pdf"
