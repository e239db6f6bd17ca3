"""A questionnaire of forty questions with two thousand answers: its results, and how fast answers are taken."""

from collections.abc import Callable
from random import Random
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from brobygger.bench.timing import Row, in_turn, ms, say
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.surveys.models import Edition, Questionnaire, Response, Sending

ANSWERS: Final = 2000
KINDS: Final = ("choice", "scale", "choice", "several", "choice", "scale", "choice", "scale", "choice", "text")
CHOICES: Final = [{"key": f"v{n}", "text": f"Svar {n}"} for n in range(6)]


def measure(client: Client, get: Callable[[str], Callable[[], object]], centre: Centre, turns: int) -> list[Row]:
    """Rows for the table; ``get`` gives the act that fetches an address of the office."""
    say(f"{ANSWERS:,} answers to 40 questions")
    with centre_in_force(centre):
        row = _sending()
    rows: list[Row] = []
    empty, page = in_turn(turns, get("/tom/"), get(f"/spoergeskemaer/{row.pk}/"))
    rows.append(("results of a questionnaire over an empty page", f"{page / empty:.2f} ×", "≤ 3 ×", f"{ms(page)} over {ms(empty)}, after the first"))
    sheet = {f"q{n}": _said(kind, n) for n, kind in enumerate(KINDS * 4)}

    def post(path: str, **data: Any) -> Callable[[], object]:
        def act() -> None:
            typed = urlencode({each: given() if callable(given) else given for each, given in data.items()}, doseq=True)  # as browsers send it
            answer = client.post(f"/{centre.key}/{path}", typed, content_type="application/x-www-form-urlencoded")
            if answer.status_code != 302:
                raise RuntimeError(f"{path}: {answer.status_code}")

        return act

    bare, whole = in_turn(turns, post("bar-formular/", name="Bo", mail="bo@mail.example"), post(f"spoergeskemaer/{row.open_token}/", **sheet, page="0", go="send", once=lambda: token_urlsafe(12)))
    rows.append(("40 answers taken over a bare insert", f"{whole / bare:.2f} ×", "≤ 2 ×", f"{ms(whole)} over {ms(bare)}"))
    return rows


def _sending() -> Sending:
    items = [{"key": f"q{n}", "kind": kind, "text": f"Spørgsmål {n}?", "steps": 5, "scores": kind == "scale", "options": CHOICES if kind in {"choice", "several"} else []} for n, kind in enumerate(KINDS * 4)]
    edition = Edition.objects.create(questionnaire=Questionnaire.objects.create(title="Måling"), number=1, content={"items": items})
    row = Sending.objects.create(edition=edition, title="Måling", opened_on=timezone.localdate(), open_token=f"alle-{token_urlsafe(12)}")
    chance = Random(40)  # noqa: S311 -- the same data each time
    made = []
    for _number in range(ANSWERS):
        answers = {f"q{n}": _said(kind, chance.randrange(5)) for n, kind in enumerate(KINDS * 4)}
        made.append(Response(sending=row, way="open", answers=answers, score=80, once=token_urlsafe(12)))
    Response.objects.bulk_create(made, batch_size=500)
    return row


def _said(kind: str, n: int) -> Any:
    return {"choice": f"v{n % 5}", "scale": n % 5 + 1, "several": [f"v{n % 3}", "v4"], "text": "Mere kaffe" if n % 2 else "Flere aftener"}[kind]
