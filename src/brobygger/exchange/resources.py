"""Posts of the exchange, and swaps, for programs."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.exchange.models import Category, Exchange, ExchangePost

scopes.add("exchange", _("The exchange between associations"))
resources.add("exchange_categories", Resource("exchange", Category._meta.verbose_name_plural or "", "What posts are sorted by; the centre’s own list.", Category, "name position retired", followed=False))
resources.add("exchange_posts", Resource(
    "exchange", ExchangePost._meta.verbose_name_plural or "", "What associations offer and look for.", ExchangePost,
    "organisation side category title text quantity when starts_on ends_on place locality state published_on expires_on ended_on created_at contact_name contact_mail contact_phone", filters="organisation:organisation side:side category:category state:state",
))
resources.add("exchanges", Resource(
    "exchange", Exchange._meta.verbose_name_plural or "", "Swaps and loans that came of posts.", Exchange, "post category locality gives gives_name gets gets_name what on minutes state agreed_on done_on closed_on fair", filters="post:post gives:gives gets:gets state:state",
))
