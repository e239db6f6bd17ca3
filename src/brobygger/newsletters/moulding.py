"""A letter as it goes over the wire: built once, and for each recipient the few words that are theirs put in.

Building a mail of parts takes longer than handing it over; twenty thousand times. The parts are encoded once, in pieces around what differs.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from html import escape
from quopri import encodestring
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.message import sanitize_address
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.newsletters import rendering, withholding

_MARKS: Final = re.compile("(" + "|".join(map(re.escape, (rendering.BECAUSE, rendering.UNSUBSCRIBE, rendering.WISHES))) + ")")
_SOFT: Final = b"=\r\n"  # a line break that only the wire sees
_PLAIN: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")  # what needs no other spelling, as nearly all
_DOT: Final = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class To:
    """Whom one copy is for. ``key`` makes its Message-ID: the same letter to the same address has the same for ever."""

    key: int
    mail: str
    digest: str
    because: str
    token: str = ""


class Mould:
    """One letter of ``content``. ``online``: where it can be read by everybody."""

    def __init__(self, content: dict[str, object], centre: Centre, *, number: int, online: str, now: datetime, links: rendering.Links = MappingProxyType({})) -> None:
        self.centre, self.number = centre, number
        self.subject = str(content["subject"])
        self.plain_text, self.html_text = rendering.as_plain(content, centre, online=online, links=links), rendering.as_mail(content, centre, online=online, links=links)
        with translation.override(str(content["language"])):
            self.nobody = _("you are on our list")
        self._plain, self._html = _pieces(self.plain_text), _pieces(self.html_text)
        self.host = urlsplit(settings.SITE_URL).hostname or "localhost"
        self.sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        boundary = f"=_{number}_{now:%Y%m%d%H%M%S}_brobygger"
        head = [
            f"From: {formataddr((centre.name, self.sender), 'utf-8')}", f"Subject: {Header(self.subject, 'utf-8', header_name='Subject').encode(linesep=chr(13) + chr(10))}", f"Date: {format_datetime(now)}",
            f"List-Id: <nyhedsbreve.{centre.key}.{self.host}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Precedence: bulk", "MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        if centre.mail:
            head.append(f"Reply-To: {sanitize_address(centre.mail, 'utf-8')}")
        self._head = "\r\n".join(head).encode("ascii")
        self._before = [f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode() for kind in ("plain", "html")]
        self._end = f"--{boundary}--\r\n".encode()

    def given(self, to: To) -> dict[str, str]:
        unsubscribe = withholding.url_of(to.digest, self.centre)
        public = f"{settings.SITE_URL}/{self.centre.key}/nyhedsbreve/"
        return {rendering.BECAUSE: to.because or self.nobody, rendering.UNSUBSCRIBE: unsubscribe, rendering.WISHES: f"{public}mine/{to.token}/" if to.token else public}

    def cast(self, to: To) -> tuple[str, bytes]:
        """The address as the mail server takes it, and the whole letter, dots doubled as SMTP wants them, without the dot that ends it. ValueError for what is no address."""
        given = self.given(to)
        mail = to.mail if _PLAIN.fullmatch(to.mail) else sanitize_address(to.mail, "utf-8")
        own = f"To: {mail}\r\nMessage-ID: {self.message_id(to)}\r\nList-Unsubscribe: <{given[rendering.UNSUBSCRIBE]}>\r\n".encode("ascii")
        plain, html = _filled(self._plain, given), _filled(self._html, {mark: escape(each) for mark, each in given.items()})
        whole = b"".join((own, self._head, b"\r\n\r\n", self._before[0], plain, b"\r\n", self._before[1], html, b"\r\n", self._end))
        return mail, whole

    def message_id(self, to: To) -> str:
        return f"<newsletter-{self.number}-{to.key}@{self.host}>"

    def headers(self, to: To) -> dict[str, str]:
        """Those that a letter in the outbox takes along."""
        return {
            "Message-ID": self.message_id(to), "List-Id": f"<nyhedsbreve.{self.centre.key}.{self.host}>", "List-Unsubscribe": f"<{self.given(to)[rendering.UNSUBSCRIBE]}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Precedence": "bulk",
        }

    def texts(self, to: To) -> tuple[str, str]:
        """Plain and HTML, for the outbox."""
        given = self.given(to)
        words = {"because": given[rendering.BECAUSE], "unsubscribe": given[rendering.UNSUBSCRIBE], "wishes": given[rendering.WISHES]}
        return rendering.put_in(self.plain_text, **words), rendering.put_in(self.html_text, **{name: escape(each) for name, each in words.items()})


def _pieces(text: str) -> list[bytes | str]:
    """The text encoded, a mark wherever something differs."""
    return [each if number % 2 else _encoded(each) for number, each in enumerate(_MARKS.split(text))]


def _filled(pieces: list[bytes | str], given: dict[str, str]) -> bytes:
    return _SOFT.join(each if isinstance(each, bytes) else _encoded(given[each]) for each in pieces)


def _encoded(text: str) -> bytes:
    """Dots doubled that begin a line, as SMTP wants them: every piece begins one."""
    return _DOT.sub(b"..", encodestring(text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
