"""Numbers that answer when it cannot wait: the centre's own list, laid out with the national ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import LineField, UrlField
from brobygger.core.versions import Numbered


class HelpLine(Numbered, CentreOwned):
    """A telephone that helps at once: who answers, when, about what."""

    name = LineField(_("name"), max_length=80)
    phone = LineField(_("telephone"), max_length=30)
    when = LineField(_("when they answer"), max_length=80, default="", blank=True)
    about = LineField(_("about what"), max_length=160, blank=True)
    website = UrlField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(CentreOwned.Meta):
        ordering = ["position", "name", "pk"]
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="help_line_once", violation_error_message=_("This name is already on the list."))]

    def __str__(self) -> str:
        return self.name
