"""What the search knows: of each public offer its marks, and of the centre's offers their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.directory.models.offers import Offer


class Indexed(CentreOwned):
    """A public offer as the search sees it; made anew whenever the offer changes, by ``finding.index``.

    ``marks`` has spaces between. ``order`` sorts titles as Danish does, on any database. ``made_by`` says which words and which way of reading
    made the marks, so that those of an older one are told.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    marks = models.TextField(editable=False)
    order = models.CharField(max_length=80, editable=False)
    made_by = models.CharField(max_length=40, editable=False)

    class Meta(CentreOwned.Meta):
        verbose_name = _("offer in the search")
        verbose_name_plural = _("offers in the search")
        indexes = [models.Index(fields=["centre", "order", "offer"], name="indexed_by_title")]

    def __str__(self) -> str:
        return f"{self.offer_id}"


class KnownWord(CentreOwned):
    """A word that some offer uses, for typing errors and for what is offered while somebody types."""

    word = models.CharField(max_length=60, editable=False)

    class Meta(CentreOwned.Meta):
        verbose_name = _("word of the offers")
        verbose_name_plural = _("words of the offers")
        constraints = [models.UniqueConstraint(fields=["centre", "word"], name="known_word_once")]

    def __str__(self) -> str:
        return self.word
