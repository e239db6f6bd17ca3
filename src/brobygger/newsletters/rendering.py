"""A letter as HTML and as plain text, from one and the same content. What differs between recipients stands as a mark, and is put in when each is sent.

The HTML is plain and reads well without any style: headings in order, a language, alternatives to pictures, one column of at most 600 px, no tables, colours for light and dark.
"""

from datetime import datetime
from email.utils import formataddr, parseaddr
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.newsletters import filling
from brobygger.newsletters.models import Block, Newsletter
from brobygger.plan.markdown import as_html, as_text

BECAUSE: Final = "@@BECAUSE@@"
UNSUBSCRIBE: Final = "@@UNSUBSCRIBE@@"
WISHES: Final = "@@WISHES@@"
RULE: Final = "–" * 12


def content_of(newsletter: Newsletter, *, now: datetime) -> dict[str, Any]:
    """What the letter says: what it was let go with, else what its blocks hold now. Blocks with nothing in them are left out."""
    if newsletter.content:
        kept: dict[str, Any] = newsletter.content
        return kept
    with translation.override(newsletter.language):
        blocks = [_block(each, now) for each in newsletter.blocks.select_related("theme", "locality")]
    return {"subject": newsletter.subject, "preheader": newsletter.preheader, "language": newsletter.language, "blocks": [each for each in blocks if each["text"] or each["picture"] or each["items"]]}


def _block(row: Block, now: datetime) -> dict[str, Any]:
    heading = row.heading or ("" if not row.fills_itself else str(row.get_kind_display()).capitalize())
    picture = f"{settings.SITE_URL}/{row.newsletter.centre.key}/nyhedsbreve/billede/{row.token}/" if row.picture else ""
    return {"pk": row.pk, "kind": row.kind, "heading": heading, "text": row.text, "picture": picture, "picture_text": row.picture_text, "items": filling.fill(row, now=now)}


# A letter brings its style along, as every mail does.
OF_A_LETTER = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'"


def as_mail(content: dict[str, Any], centre: Centre, *, online: str = "") -> str:
    """The letter's HTML. ``online``: where it can be read in a browser."""
    with translation.override(content["language"]):
        blocks = [{**each, "html": as_html(each["text"]), "lines": each["items"]} for each in content["blocks"]]
        return render_to_string("newsletters/letter.html", {"content": content, "blocks": blocks, "centre": centre, "online": online, "because": BECAUSE, "unsubscribe": UNSUBSCRIBE, "wishes": WISHES})


def as_plain(content: dict[str, Any], centre: Centre, *, online: str = "") -> str:
    """The same in letters alone."""
    with translation.override(content["language"]):
        said = [content["subject"].upper()]
        if online:
            said.append(_("Read it in a browser: %(link)s") % {"link": online})
        for block in content["blocks"]:
            said.append("\n".join(part for part in (block["heading"] and f"{block['heading']}\n{'-' * len(block['heading'])}", as_text(block["text"]), f"[{block['picture_text']}]" if block["picture_text"] else "") if part))
            said += ["\n".join(part for part in (each["title"], each["line"], each["text"], each["url"]) if part) for each in block["items"]]
        said += [RULE, "\n".join(part for part in (centre.name, centre.address, centre.mail, centre.phone) if part)]
        said.append(_("Why you get this letter: %(why)s.") % {"why": BECAUSE} + "\n" + _("Choose what you want to hear of: %(link)s") % {"link": WISHES} + "\n" + _("No more newsletters: %(link)s") % {"link": UNSUBSCRIBE})
        return "\n\n".join(part for part in said if part)


def put_in(text: str, *, because: str, unsubscribe: str, wishes: str) -> str:
    """What differs, in its place. Who puts it into HTML has made it harmless before."""
    return text.replace(BECAUSE, because).replace(UNSUBSCRIBE, unsubscribe).replace(WISHES, wishes)


def sender_of(centre: Centre) -> str:
    """From whom it comes: the centre by name, at the installation's own address."""
    return formataddr((centre.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
