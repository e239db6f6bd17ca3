"""What an offer from elsewhere says of itself, label and words, in the order in which one asks."""

from django.utils.translation import gettext as _

from brobygger.directory.elsewhere import ages
from brobygger.directory.models import FedOffer


def facts(offer: FedOffer) -> list[tuple[str, str]]:
    said = [
        (_("Where"), offer.where or (_("Online") if offer.online else "")), (_("When"), offer.when), (_("How to come"), offer.how), (_("For whom"), offer.whom or ages(offer.age_from, offer.age_to)), (_("Price"), offer.price),
        (_("Telephone"), offer.phone), (_("Mail"), offer.mail), (_("Website"), offer.url), (_("Languages"), offer.languages),
    ]
    return [(str(label), str(words)) for label, words in said if words]
