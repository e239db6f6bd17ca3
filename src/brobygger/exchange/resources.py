"""Posts of the exchange, and swaps, for programs."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import Form
from brobygger.core.resources import Act, Resource, Trusted, Writing, resources, scopes
from brobygger.exchange import posts
from brobygger.exchange.forms.posts import PostForm
from brobygger.exchange.models import Category, Exchange, ExchangePost
from brobygger.exchange.views.office import kept


def _form(data: Any, row: ExchangePost | None, access: Trusted) -> PostForm:
    return PostForm(data, instance=row or ExchangePost(created_by=access.user))


def _keep(form: PostForm, access: Trusted) -> ExchangePost:
    row: ExchangePost = form.instance
    kept(form, by=access.user)
    return row


scopes.add("exchange", _("The exchange between associations"))
resources.add("exchange_categories", Resource("exchange", Category._meta.verbose_name_plural or "", "What posts are sorted by; the centre’s own list.", Category, "name position retired", followed=False))
resources.add("exchange_posts", Resource(
    "exchange", ExchangePost._meta.verbose_name_plural or "", "What associations offer and look for.", ExchangePost,
    "organisation side category title text quantity when starts_on ends_on place locality state published_on expires_on ended_on created_at contact_name contact_mail contact_phone", filters="organisation:organisation side:side category:category state:state",
    writing=Writing(_form, _keep, acts={"close": Act("No longer wanted, or found", lambda data, _row, _access: Form(data), lambda _form, row, access: posts.close(row, by=access.user, now=timezone.now()))}),
))
resources.add("exchanges", Resource(
    "exchange", Exchange._meta.verbose_name_plural or "", "Swaps and loans that came of posts.", Exchange, "post category locality gives gives_name gets gets_name what on minutes state agreed_on done_on closed_on fair", filters="post:post gives:gives gets:gets state:state",
))
