"""A letter as HTML and as plain text, from one and the same content. What differs between recipients stands as a mark, and is put in when each is sent.

The HTML is plain and reads well without any style: headings in order, a language, alternatives to pictures, one column of at most 600 px, no tables, colours for light and dark.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import formataddr, parseaddr
from html import escape, unescape
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Centre
from brobygger.newsletters import filling
from brobygger.newsletters.models import Block, Newsletter
from brobygger.plan.markdown import as_html, as_text

BECAUSE: Final = "@@BECAUSE@@"
UNSUBSCRIBE: Final = "@@UNSUBSCRIBE@@"
WISHES: Final = "@@WISHES@@"
RULE: Final = "–" * 12
COUNTED: Final = gettext_lazy("How often the links in this letter are opened is counted, and never by whom.")
Links = Mapping[int, Mapping[str, str]]
"""By a block's place in the letter, from 1: what each address is written as."""
_NONE: Final[Links] = {}
_HREF: Final = re.compile(r'href="([^"]*)"')
_LINK: Final = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def content_of(newsletter: Newsletter, *, now: datetime) -> dict[str, Any]:
    """What the letter says: what it was let go with, else what its blocks hold now. Blocks with nothing in them are left out."""
    if newsletter.content:
        kept: dict[str, Any] = newsletter.content
        return kept
    with translation.override(newsletter.language):
        blocks = [_block(each, now) for each in newsletter.blocks.select_related("theme", "locality").prefetch_related("about")]
    return {"subject": newsletter.subject, "preheader": newsletter.preheader, "language": newsletter.language, "blocks": [each for each in blocks if each["text"] or each["picture"] or each["items"]]}


def _block(row: Block, now: datetime) -> dict[str, Any]:
    heading = row.heading or ("" if not row.fills_itself else str(row.get_kind_display()).capitalize())
    picture = f"{settings.SITE_URL}/{row.newsletter.centre.key}/nyhedsbreve/billede/{row.token}/" if row.picture else ""
    return {"pk": row.pk, "kind": row.kind, "heading": heading, "text": row.text, "picture": picture, "picture_text": row.picture_text, "items": filling.fill(row, now=now), "about": [each.pk for each in row.about.all()]}


# A letter brings its style along, as every mail does.
OF_A_LETTER = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'"


def as_mail(content: dict[str, Any], centre: Centre, *, online: str = "", links: Links = _NONE) -> str:
    """The letter's HTML. ``online``: where it can be read in a browser."""
    with translation.override(content["language"]):
        blocks = [{**each, "html": _led(as_html(each["text"]), links.get(number, {})), "lines": _items(each, links.get(number, {}))} for number, each in enumerate(content["blocks"], 1)]
        given = {"content": content, "blocks": blocks, "centre": centre, "online": online, "because": BECAUSE, "unsubscribe": UNSUBSCRIBE, "wishes": WISHES, "counted": bool(links)}
        return render_to_string("newsletters/letter.html", given)


def as_plain(content: dict[str, Any], centre: Centre, *, online: str = "", links: Links = _NONE) -> str:
    """The same in letters alone."""
    with translation.override(content["language"]):
        said = [content["subject"].upper()]
        if online:
            said.append(_("Read it in a browser: %(link)s") % {"link": online})
        for number, block in enumerate(content["blocks"], 1):
            said.append("\n".join(part for part in (block["heading"] and f"{block['heading']}\n{'-' * len(block['heading'])}", _led_plain(block["text"], links.get(number, {})), f"[{block['picture_text']}]" if block["picture_text"] else "") if part))
            said += ["\n".join(part for part in (each["title"], each["line"], each["text"], each["url"]) if part) for each in _items(block, links.get(number, {}))]
        said += [RULE, "\n".join(part for part in (centre.name, centre.address, centre.mail, centre.phone) if part)]
        if links:
            said.append(str(COUNTED))
        said.append(_("Why you get this letter: %(why)s.") % {"why": BECAUSE} + "\n" + _("Choose what you want to hear of: %(link)s") % {"link": WISHES} + "\n" + _("No more newsletters: %(link)s") % {"link": UNSUBSCRIBE})
        return "\n\n".join(part for part in said if part)


def links_of(block: Mapping[str, Any]) -> dict[str, str]:
    """The addresses that a block of a letter leads to, each with the words it stands behind."""
    found = {unescape(href): unescape(_TAG.sub("", words)).strip() for href, words in _LINK.findall(as_html(block["text"]))}
    return found | {each["url"]: each["title"] for each in block["items"] if each["url"]}


def _items(block: Mapping[str, Any], links: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{**each, "url": links.get(each["url"], each["url"])} for each in block["items"]]


def _led(html: SafeString, links: Mapping[str, str]) -> SafeString:
    """Each address led through that of :mod:`brobygger.newsletters.clicking`."""
    return SafeString(_HREF.sub(lambda found: f'href="{escape(links.get(unescape(found[1]), unescape(found[1])))}"', html)) if links else html


def _led_plain(text: str, links: Mapping[str, str]) -> str:
    plain = as_text(text)
    if not links:
        return plain
    addresses = "|".join(re.escape(each) for each in sorted(links, key=len, reverse=True))
    return re.sub(rf"(?:{addresses})(?![\w/?&=#%.-]*[\w/=#])", lambda found: links[found[0]], plain)


def put_in(text: str, *, because: str, unsubscribe: str, wishes: str) -> str:
    """What differs, in its place. Who puts it into HTML has made it harmless before."""
    return text.replace(BECAUSE, because).replace(UNSUBSCRIBE, unsubscribe).replace(WISHES, wishes)


def sender_of(centre: Centre) -> str:
    """From whom it comes: the centre by name, at the installation's own address."""
    return formataddr((centre.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
