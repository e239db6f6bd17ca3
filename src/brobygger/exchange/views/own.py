"""An association's posts, on its own pages: written, changed, said to be right still, closed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.paging import page_of
from brobygger.exchange import accounts, browsing, neighbours
from brobygger.exchange import posts as acts
from brobygger.exchange.forms.posts import PostForm
from brobygger.exchange.letters import page_of as page_of_swap
from brobygger.exchange.models import Exchange, ExchangePost
from brobygger.exchange.views.office import kept
from brobygger.organisations.own import own_or_404, own_page

ON_A_PAGE = 30
State = ExchangePost.State


@needs(May.OWN_ORGANISATION)
def posts(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    own = own_or_404(request, pk)
    page, query = page_of(ExchangePost.objects.listed().filter(organisation=own.organisation), request.GET, ON_A_PAGE)
    swaps = Exchange.objects.listed().of(own.organisation).filter(Q(post__isnull=False))[:ON_A_PAGE]
    lines = [(row, page_of_swap(row, request.centre, poster=row.post is not None and row.post.organisation_id == own.organisation.pk)) for row in swaps]
    return own_page(request, own, "exchange/own_posts.html", {"page": page, "query": query, "swaps": lines, "account": accounts.of(own.organisation) if neighbours.rules().hour_accounts else None}, here="exchange")


@needs(May.OWN_ORGANISATION)
def post(request: StaffRequest, centre: str, pk: int, post: int | None = None) -> HttpResponse:
    """Write or change one; it is seen at once."""
    own = own_or_404(request, pk)
    rows = ExchangePost.objects.select_related("centre", "organisation").filter(organisation=own.organisation)
    row = get_object_or_404(rows, pk=post) if post else ExchangePost(organisation=own.organisation, created_by=request.user, contact_mail=own.organisation.mail or request.user.email, contact_name=request.user.name)
    act = request.POST.get("act", "")
    if post and act in {"renew", "close"}:
        try:
            (acts.renew if act == "renew" else acts.close)(row, by=request.user, now=own.now)
            messages.success(request, _("It stands for three months more.") if act == "renew" else _("It is taken away."))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("own_exchange:posts", centre=centre, pk=pk)
    side = browsing.SIDES.get(request.GET.get("vis", ""))
    form = PostForm(request.POST or None, request.FILES or None, instance=row, association=True, initial={"side": side} if side and not post else None)
    if request.method == "POST":
        if kept(form, by=request.user, added="added by itself", edited="edited by itself"):
            messages.success(request, _("“%(title)s” is saved.") % {"title": row.title})
            return redirect("own_exchange:posts", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {
        "form": form, "row": row if post else None, "theirs": form.theirs, "draft": f"own-exchange-{pk}-{post or 'new'}-{row.version}", "is_open": row.state == State.OPEN,
        "is_over": bool(post) and row.state in {State.EXPIRED, State.CLOSED},
    }
    return own_page(request, own, "exchange/own_post.html", context, here="exchange", status=422 if form.errors else 200)
