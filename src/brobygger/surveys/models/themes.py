"""What the words people wrote are about, in themes that staff give by hand."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.surveys.models.sendings import Sending, random_key


class WordThemes(CentreOwned):
    """The themes of one sending, and which words have which (temaer i det skrevne).

    One row for all of them, sorted at each write: so it tells neither in which order words were given themes, nor which words of two questions belong together. ``names`` has the themes by their keys,
    ``given`` the keys by question and by a digest of the words. It refers to no response: words keep their themes when the box is mixed, and the same words of two people have the same.
    """

    id = models.BigAutoField(primary_key=True, default=random_key, editable=False)
    sending = models.OneToOneField(Sending, on_delete=models.CASCADE, related_name="word_themes")
    names = models.JSONField(_("themes"), default=dict)
    given = models.JSONField(_("words and their themes"), default=dict)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("themes of what was written")
        verbose_name_plural = _("themes of what was written")

    def __str__(self) -> str:
        return ", ".join(sorted(self.names.values()))
