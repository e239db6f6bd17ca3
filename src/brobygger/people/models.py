"""A person known to the centre (kontaktperson, bestyrelsesmedlem …), with the least that is needed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreOwned
from brobygger.core.fields import EmailField, LineField
from brobygger.core.versions import Numbered


class Person(Numbered, CentreOwned):
    """A named person. ``account`` when she also signs in; ``erased_on`` once her particulars are gone and counts stay."""

    name = LineField(_("name"), max_length=120)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    erased_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return self.name
