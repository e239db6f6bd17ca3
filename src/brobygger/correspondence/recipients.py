"""Who on a list gets a mail, who does not and why, and each address once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from brobygger.centres.scoping import centre_id_in_force
from brobygger.core.addressing import Addressee
from brobygger.newsletters import withholding
from brobygger.newsletters.models import Withheld
from brobygger.newsletters.models.subscribers import plain


@dataclass(slots=True)
class Outcome:
    """``all`` are those who could be written to, ``people`` those of them who are; ``left_out`` the names of the others by why. ``twice``: found once more under an address that gets it already."""

    all: list[Addressee] = field(default_factory=list)
    people: list[Addressee] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    twice: int = 0


def outcome(found: Iterable[Addressee], *, chosen: Collection[str] | None = None) -> Outcome:
    """Of those a list gave. ``chosen``: the addresses that were ticked, or None for all of them."""
    rows = list(found)
    no = withholding.withheld({plain(each.mail) for each in rows if each.mail}, centre_id_in_force())
    wanted = None if chosen is None else {plain(each) for each in chosen}
    result, seen = Outcome(), set[str]()
    for each in rows:
        mail = plain(each.mail)
        if why := _against(each, no.get(mail, "")):
            result.left_out.setdefault(why, []).append(each.name)
        elif mail in seen:
            result.twice += 1
        else:
            seen.add(mail)
            result.all.append(each)
            if wanted is None or mail in wanted:
                result.people.append(each)
    return result


def _against(each: Addressee, withheld: str) -> str:
    """Whoever cannot be reached, or has said no to newsletters and is no part of anything here, is not written to."""
    if not each.mail:
        return _("No mail is known")
    if each.against:
        return each.against
    if withheld == Withheld.Why.BOUNCED:
        return _("Mail comes back from the address")
    return _("Has said no to newsletters, and is not a member") if withheld and not each.belongs else ""
