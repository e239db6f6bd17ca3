"""The short lists that everything else is sorted by, for programs."""

from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.resources import Resource, resources, scopes

scopes.add("lists", _("The centre’s own lists"))
resources.add("themes", Resource("lists", Theme._meta.verbose_name_plural or "", "What work is about.", Theme, "name also position retired", followed=False))
resources.add("target_groups", Resource("lists", TargetGroup._meta.verbose_name_plural or "", "Whom work is for.", TargetGroup, "name also position retired", followed=False))
resources.add("localities", Resource("lists", Locality._meta.verbose_name_plural or "", "Towns and parts of them.", Locality, "name also position retired postal_codes", followed=False))
