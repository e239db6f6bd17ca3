"""Without sign-in: signing up, saying yes, one's wishes, and leaving at one click."""

from typing import Any

from allauth.core import ratelimit
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core import pictures
from brobygger.newsletters import clicking, rendering, subscribing, withholding
from brobygger.newsletters.forms.audiences import chosen_lists
from brobygger.newsletters.forms.subscribing import SignUpForm, WishesForm
from brobygger.newsletters.models import Audience, Block, Newsletter, Subscriber

ARCHIVED = 50


def _here(request: HttpRequest) -> Centre:
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    return here


@open_to_all
def sign_up(request: HttpRequest, centre: str) -> HttpResponse:
    if "tak" in request.GET:
        return render(request, "newsletters/sign_up.html", {"thanks": True})
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            given = form.cleaned_data
            if not given["second_name"]:  # a robot is thanked like everybody, and nothing is kept
                subscribing.sign_up(given["mail"], name=given["name"], language=get_language() or "da", lists=chosen_lists(form), themes=given.get("themes", ()), centre=_here(request), now=timezone.now())
            return redirect(f"{request.path}?tak=1")
    lists = list(Audience.objects.open())
    context: dict[str, Any] = {"form": form, "only": lists[0] if len(lists) == 1 else None, "letters": Newsletter.objects.archived()[:ARCHIVED]}
    return render(request, "newsletters/sign_up.html", context, status=422 if form.errors else 200)


@open_to_all
def letter(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One that was sent, as it was sent; what a mail says of who gets it leads to the list here."""
    row = get_object_or_404(Newsletter.objects.listed().archived(), pk=pk)
    here = f"/{row.centre.key}/nyhedsbreve/"
    given = {"because": _("you read it on our page"), "unsubscribe": here, "wishes": here}
    html = rendering.put_in(rendering.as_mail(row.content, row.centre), **{name: escape(each) for name, each in given.items()})
    return HttpResponse(html, headers={"Content-Security-Policy": rendering.OF_A_LETTER})


@never_cache
@open_to_all
def mine(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The page behind the link of a mail: say yes, choose, leave. Opening it changes nothing, since programs that read mail open links too."""
    row = Subscriber.objects.filter(token=token).first()
    if row is None:
        if "farvel" in request.GET:
            return render(request, "newsletters/mine.html", {"gone": True})
        raise Http404
    act, now = request.POST.get("act", ""), timezone.now()
    if act == "leave":
        withholding.unsubscribe(row.digest, now=now)
        return redirect(f"{request.path}?farvel=1")
    asked = request.method == "POST"
    form = WishesForm(request.POST if asked else None, instance=row)
    if asked and form.is_valid():
        form.save()
        if "lists" not in form.fields:
            row.lists.set(Audience.objects.open())
        if row.confirmed_at is None:
            subscribing.confirm(row, now=now)
        return redirect(f"{request.path}?gemt=1")
    return render(request, "newsletters/mine.html", {"row": row, "form": form, "saved": "gemt" in request.GET}, status=422 if form.errors else 200)


@never_cache
@csrf_exempt
@open_to_all
def unsubscribe(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Leave, at one click: a mail program posts here of itself (RFC 8058), and a person gets a button.

    No form of ours need have been opened before, so nothing is asked that a mail program could not give; what the link does is all it can do.
    """
    digest = withholding.digest_in(token)
    if not digest:
        raise Http404
    if request.method == "POST":
        if request.POST.get("act") == "back":
            withholding.take_back(digest)
        else:
            withholding.unsubscribe(digest, now=timezone.now())
        if request.POST.get("List-Unsubscribe"):
            return HttpResponse(status=200)
        return redirect(request.path)
    return render(request, "newsletters/unsubscribe.html", {"gone": bool(withholding.reason_of(digest))})


@open_to_all
def picture(request: HttpRequest, centre: str, token: str) -> FileResponse:
    """A letter's picture, at an address that is the same to all: who fetches it tells nothing."""
    row = get_object_or_404(Block.objects.exclude(picture=""), token=token)
    return pictures.served(row.picture, to_all=True)


@never_cache
@open_to_all
def lead_on(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """A link of a letter: counted, and on to where the letter said. It leads nowhere else, sets no cookie and asks for none."""
    url = clicking.opened(token, on=timezone.localdate()) if request.method == "GET" else ""
    if not url:
        raise Http404
    return redirect(url)
