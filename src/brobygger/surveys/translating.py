"""A questionnaire in further languages: how each stands, and what is written in it.

A translation lies in the edition's document, so that it is frozen with it. Words that occur more than once are translated once.
``translated`` has, by language, whether it is ready and the Danish each text is the translation ``of``: where the Danish says something else now, it is out of date.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.directory.languages import LANGUAGES, Language
from brobygger.directory.models import OfferTranslation
from brobygger.directory.translating import asked_for
from brobygger.surveys.structure import texts

Status: Final = OfferTranslation.Status  # the same words as of offers


@dataclass(frozen=True, slots=True)
class Standing:
    """How one language stands: ``done`` of ``total`` texts are translated as the Danish is now."""

    language: Language
    status: Any
    done: int
    total: int


def standing(content: Mapping[str, Any]) -> list[Standing]:
    """For each language the centre tells its offers in, and for those it has besides."""
    codes = dict.fromkeys([*(each.code for each in asked_for()), *content.get("translations", {})])
    return [standing_in(content, code) for code in codes if code in LANGUAGES]


def standing_in(content: Mapping[str, Any], code: str) -> Standing:
    all_, said = texts(content), content.get("translations", {}).get(code, {})
    done = sum(bool(said.get(name)) and not was(content, code, name, danish) for name, danish in all_)
    if not said:
        status = Status.MISSING
    elif not content.get("translated", {}).get(code, {}).get("ready", True):
        status = Status.DRAFT
    else:
        status = Status.RIGHT if done == len(all_) else Status.OLD
    return Standing(LANGUAGES[code], status, done, len(all_))


def was(content: Mapping[str, Any], code: str, name: str, danish: str) -> str:
    """The Danish that a text was translated from, where it says something else now."""
    of = content.get("translated", {}).get(code, {}).get("of", {}).get(name, danish)
    return str(of) if of != danish else ""


def offered(content: Mapping[str, Any]) -> list[Language]:
    """The languages that those who answer can choose beside Danish."""
    return [LANGUAGES[code] for code, said in content.get("translations", {}).items() if code in LANGUAGES and said and content.get("translated", {}).get(code, {}).get("ready", True)]


def words(content: Mapping[str, Any]) -> list[str]:
    """All there is to translate, each text once."""
    return list(dict.fromkeys(danish for _name, danish in texts(content)))


def there(content: Mapping[str, Any], code: str) -> dict[str, tuple[str, str]]:
    """By the Danish: how it is translated, and the Danish that was translated where it has changed."""
    said, found = content.get("translations", {}).get(code, {}), dict[str, tuple[str, str]]()
    for name, danish in texts(content):
        if danish not in found or not found[danish][0]:
            found[danish] = (said.get(name, ""), was(content, code, name, danish) if said.get(name) else "")
    return found


def seen(content: Mapping[str, Any], code: str, danish: list[str]) -> str:
    """What stands for how these texts are just now: another where somebody has changed one."""
    now = there(content, code)
    return sha256(repr([(each, now.get(each)) for each in danish]).encode()).hexdigest()[:16]


def put(code: str, said: Mapping[str, str], *, ready: bool, as_seen: str) -> Callable[[dict[str, Any]], None]:
    """Keep ``said`` by the Danish, all other texts as they are. ValidationError where somebody was first, or where it cannot be ready."""

    def how(content: dict[str, Any]) -> None:
        if seen(content, code, list(said)) != as_seen:
            raise ValidationError(_("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        kept, about = content.get("translations", {}).get(code, {}), content.get("translated", {}).get(code, {})
        fresh: dict[str, str] = {}
        of: dict[str, str] = {}
        for name, danish in texts(content):
            text = said.get(danish, kept.get(name, ""))
            if text:
                fresh[name], of[name] = text, danish if danish in said else about.get("of", {}).get(name, danish)
        missing = len({danish for name, danish in texts(content) if name not in fresh})
        if ready and missing:
            raise ValidationError({"ready": ngettext("%(n)s text is missing still.", "%(n)s texts are missing still.", missing) % {"n": missing}})
        for name, value in (("translations", fresh), ("translated", {"ready": ready, "of": of})):
            content[name] = {**content.get(name, {}), code: value}
            if not fresh:
                del content[name][code]

    return how
