"""What associations are written about their turns in the garden. In the house's language, as all that a whole association reads."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.core import outbox
from brobygger.organisations.models.contacts import mail_of
from brobygger.reception.models import UpkeepTurn


def swapped(first: UpkeepTurn, second: UpkeepTurn, *, day: date) -> None:
    """Each of the two that swapped learns which week it has now, and which it no longer has. Nothing to nobody, and to one without a mail."""
    for now, before in ((first, second), (second, first)):
        who = now.organisation
        if who is None or not (to := mail_of(who, day)):
            continue
        with translation.override(settings.LANGUAGE_CODE):
            said = {"garden": now.premises, "now": now, "before": before}
            lines = [
                _("Hello"), _("Two turns to keep %(garden)s in order are swapped. Yours is now %(now)s, instead of %(before)s.") % said,
                _("Can you not that week? Say so on your own pages, or write to us."), f"{settings.SITE_URL}/{now.centre.key}/forening/{who.pk}/reception/", _("Kind regards"), now.centre.name,
            ]
            outbox.write(to=to, subject=_("Your turn in %(garden)s is now %(now)s") % said, text="\n\n".join(lines), once_key=f"upkeep-swapped-{now.pk}-{now.version}")
