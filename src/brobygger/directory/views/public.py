"""What citizens see: the search, an offer, a list picked for somebody. Nobody is known here, and nothing of anybody is kept but a count."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre, Locality, TargetGroup
from brobygger.core import pictures
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.middleware import POLICY
from brobygger.directory import actions, elsewhere, freshness, translating
from brobygger.directory import shortlist as picked
from brobygger.directory.finding import counting
from brobygger.directory.finding.asking import Wanted
from brobygger.directory.finding.asking import find as found_by
from brobygger.directory.finding.fed import find_fed
from brobygger.directory.finding.typing import suggest as suggestions
from brobygger.directory.leaving import LEAVE_TO
from brobygger.directory.models import Confirmation, HelpLine, Offer
from brobygger.directory.structured import as_json_ld
from brobygger.events.codes import qr

ON_A_PAGE = 20
OLDEST = 120
EMBEDDED_ROWS = 15
FED = 5  # of those from elsewhere, below our own
_SAID = {
    "words": "q", "theme": "tema", "target_group": "gruppe", "locality": "sted", "postal_code": "post", "age": "alder", "form": "form", "access": "kom", "open_now": "aaben", "free": "gratis", "anonymous": "anonym",
    "step_free": "niveaufrit",
}  # what is wanted, as addresses say it
_NARROWING = tuple(name for field, name in _SAID.items() if field not in {"words", "theme"})


@open_to_all
def find(request: HttpRequest, centre: str) -> HttpResponse:
    """Search first; with the reason for each that is found, and a way out where nothing is."""
    given, now = request.GET, timezone.now()
    wanted = _wanted(request)
    number = max(key_of(given.get("side")) or 1, 1)
    found = found_by(wanted, now=now, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE)
    if wanted.words and number == 1 and "listet" not in given:  # whoever has put one on the list sees the same search again
        counting.searched(found, wanted, now=now)
    fed, fed_total = find_fed(wanted, limit=FED) if number == 1 and wanted != Wanted() else ([], 0)
    chosen = picked.keys(given.get("v", ""))
    kept = given.copy()
    for name in ("v", "side", "listet"):
        kept.pop(name, None)
    context = {
        "wanted": wanted, "found": found, "filters": _filters(wanted), "chosen": chosen, "v": picked.said(chosen), "query": kept.urlencode(), "number": number, "pages": -(-found.total // ON_A_PAGE),
        "hits": [(hit, hit.offer.pk in chosen, picked.without(chosen, hit.offer.pk) if hit.offer.pk in chosen else picked.with_one(chosen, hit.offer.pk)) for hit in found.hits],
        "without_age": _also(kept, uden="alder"), "age_alone": _also(kept, alder=found.age),
        "ways_out": [(way, _with(kept, way.changes)) for way in found.ways_out], "leave_to": LEAVE_TO if found.sensitive else "", "help_lines": list(HelpLine.objects.all()) if found.sensitive else [], "narrowed": any(name in given for name in _NARROWING),
        "fed": fed, "fed_total": fed_total, "canonical": f"{settings.SITE_URL}{request.path}",  # what people search for is not to be found in a search engine
    }
    answer = render(request, "directory/find.html", context)
    if found.sensitive:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _wanted(request: HttpRequest) -> Wanted:
    given = request.GET
    postal = given.get("post", "").strip()
    form, access = given.get("form", ""), given.get("kom", "")
    return Wanted(
        words=" ".join(given.get("q", "").split())[:200], theme=key_of(given.get("tema")), target_group=key_of(given.get("gruppe")), locality=key_of(given.get("sted")),
        postal_code=postal if postal.isascii() and postal.isdigit() and len(postal) == 4 else "", form=form if form in Offer.FORMS else "", access=access if access in Offer.Access.values else "",
        age=age if (age := key_of(given.get("alder"))) and age <= OLDEST else None, open_now="aaben" in given, free="gratis" in given, anonymous="anonym" in given, step_free="niveaufrit" in given, as_typed=given.get("uden") == "alder",
    )


def _filters(wanted: Wanted) -> list[Filter]:
    forms = [(name, Offer._meta.get_field(name).verbose_name) for name in Offer.FORMS]  # type: ignore[union-attr]  # plain fields
    yes = [("1", _("yes"))]
    return [
        Filter("post", _("Near postal code"), wanted.postal_code, kind="text"),
        Filter("alder", _("Age"), wanted.age, kind="text"),
        Filter("sted", _("Locality"), wanted.locality, lines=list(Locality.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("gruppe", _("For whom"), wanted.target_group, lines=list(TargetGroup.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("form", _("Kind"), wanted.form, lines=forms), Filter("kom", _("How to come"), wanted.access, lines=Offer.Access.choices),
        Filter("aaben", _("Open now"), "1" if wanted.open_now else "", lines=yes), Filter("gratis", _("Free of charge"), "1" if wanted.free else "", lines=yes),
        Filter("anonym", _("Anonymous"), "1" if wanted.anonymous else "", lines=yes), Filter("niveaufrit", _("Step-free"), "1" if wanted.step_free else "", lines=yes),
    ]


def _with(kept: Any, changes: dict[str, str]) -> str:
    """The address with some of its words changed; an empty word is taken out."""
    out = kept.copy()
    for name, value in changes.items():
        out.pop(_SAID[name], None)
        if value:
            out[_SAID[name]] = value
    return str(out.urlencode())


def _also(kept: Any, **more: Any) -> str:
    """The address with something more in it."""
    out = kept.copy()
    out.update({name: str(value) for name, value in more.items()})
    return str(out.urlencode())


@open_to_all
def suggest(request: HttpRequest, centre: str) -> JsonResponse:
    """Words while one types. Nothing is counted, since nobody has asked yet."""
    return JsonResponse({"words": suggestions(request.GET.get("q", "")[:100])})


@open_to_all
def offer(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    row = Offer.objects.listed().public().filter(pk=pk).first()
    if row is None:
        return _not_shown(request, pk)
    now = timezone.now()
    counting.viewed(row.pk, now=now)
    chosen = picked.keys(request.GET.get("v", ""))
    situations, access = list(row.situations.all()), getattr(request, "access", None)
    context = {
        "row": row, "facts": elsewhere.facts(row), "json_ld": as_json_ld(row, here), "chosen": chosen, "v": picked.said(chosen), "on_list": row.pk in chosen, "list_with": picked.with_one(chosen, row.pk),
        "leave_to": LEAVE_TO if any(each.sensitive for each in situations) else "", "situations": situations, "localities": row.localities.all(), "alternates": translating.shown_of(row), "site": settings.SITE_URL, "may_refer": row.takes_referrals and access is not None and access.may("refer"), "is_open": Offer.objects.filter(pk=row.pk).open_at(now).exists(),
    }
    answer = render(request, "directory/public_offer.html", context)
    if context["leave_to"]:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _not_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was public and is not just now: say so, and lead on."""
    row = Offer.objects.listed().filter(pk=pk, published_at__isnull=False).first()
    if row is None:
        raise Http404
    return render(request, "directory/not_shown.html", {"row": row}, status=410 if row.state == Offer.State.ENDED else 404)


@open_to_all
def shortlist(request: HttpRequest, centre: str) -> HttpResponse:
    """Offers picked for somebody: to read, print, send on or fetch by a telephone's camera."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    chosen = picked.keys(request.GET.get("v", ""))
    rows = picked.offers(chosen)
    message = picked.as_message(rows, here) if rows else ""
    if request.GET.get("format") == "tekst":
        return HttpResponse(message, content_type="text/plain; charset=utf-8")
    there = [row.pk for row in rows]
    address = picked.address(there, here)
    context = {
        "rows": [(row, elsewhere.facts(row), picked.without(there, row.pk)) for row in rows], "address": address, "qr": qr(address) if rows else "", "message": message, "v": picked.said(there), "picked": picked.Picked(tuple(there)), "gone": len(chosen) - len(rows),
        "leave_to": LEAVE_TO if there and Offer.situations.through.objects.filter(offer__in=there, meaning__sensitive=True).exists() else "",
    }
    answer = render(request, "directory/shortlist.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to_all
@xframe_options_exempt
def embedded(request: HttpRequest, centre: str) -> HttpResponse:
    """The search for a frame on somebody else's page: it opens our own page beside it. With ``q`` or filters it shows what they find."""
    wanted = _wanted(request)
    asked = any(name in request.GET for name in ("q", *_NARROWING, "tema"))
    found = found_by(wanted, now=timezone.now(), limit=EMBEDDED_ROWS) if asked else None
    kept = request.GET.copy()
    kept.pop("v", None)
    answer = render(request, "directory/embedded.html", {"wanted": wanted, "found": found, "query": kept.urlencode()})
    answer.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
    return answer


@open_to_all
def embed_help(request: HttpRequest, centre: str) -> HttpResponse:
    """What to paste into one's own website."""
    query = request.GET.urlencode()
    frame = f"{settings.SITE_URL}/{centre}/tilbud/indlejret/"
    return render(request, "directory/embed_help.html", {"frame": f"{frame}?{query}" if query else frame})


@open_to_all
def image(request: HttpRequest, centre: str, pk: int) -> FileResponse:
    row = get_object_or_404(Offer.objects.exclude(image=""), pk=pk)
    access = getattr(request, "access", None)
    public = row.state == Offer.State.PUBLISHED
    if not public and (access is None or not access.may("see_offers")):
        raise Http404
    return pictures.served(row.image, to_all=public)


@never_cache
@open_to_all
def check(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """Is it still right? One click says so, also for one that is hidden; another, that it is not offered any more. Opening it changes nothing."""
    row = freshness.offer_of(token)
    if row is None or row.published_at is None:
        return render(request, "directory/check_gone.html", status=410)
    now, what, wrong = timezone.now(), request.POST.get("act", ""), ""
    try:
        if what == "confirm":
            actions.confirm(row, way=Confirmation.Way.LINK, by=None, now=now)
            return redirect(f"{request.path}?tak=1")
        if what == "end":
            actions.end(row, by=None, now=now)
            return redirect(f"{request.path}?tak=slut")
    except ValidationError as error:
        wrong = " ".join(error.messages)
    context = {"row": row, "facts": elsewhere.facts(row), "thanks": request.GET.get("tak", ""), "wrong": wrong, "ended": row.state == Offer.State.ENDED, "own": f"/{centre}/forening/{row.provider_id}/tilbud/{row.pk}/"}
    return render(request, "directory/check.html", context, status=422 if wrong else 200)
