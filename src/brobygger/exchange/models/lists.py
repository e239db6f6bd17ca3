"""What posts are about: a short list of the centre's own, each line of one of a few sorts that the program knows something of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Listed, once_per_centre


class Category(Listed):
    """A line of the list. ``sort``: what can be done with it besides; whoever needs hands may want volunteers, whoever needs equipment may borrow it."""

    class Sort(models.TextChoices):
        HANDS = "hands", _("hands")
        SKILLS = "skills", _("skills")
        EQUIPMENT = "equipment", _("equipment")
        PREMISES = "premises", pgettext_lazy("category", "premises")
        TRANSPORT = "transport", _("transport")
        GOODS = "goods", _("goods")
        OTHER = "other", pgettext_lazy("category", "other")

    sort = models.CharField(_("sort"), max_length=10, choices=Sort.choices, default=Sort.OTHER, editable=False)

    class Meta(Listed.Meta):
        verbose_name = _("category of the exchange")
        verbose_name_plural = _("categories of the exchange")
        constraints = [once_per_centre("exchange_category_once")]
