import os
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from brobygger.api import tokens
from brobygger.api.models import AccessToken
from brobygger.core.resources import scopes
from brobygger.directory.models import Offer
from tests.factories import (
    LocalityFactory,
    MeaningFactory,
    OfferFactory,
    OfferTimeFactory,
    OrganisationFactory,
    TargetGroupFactory,
    ThemeFactory,
)

SCHEMAS = Path(os.environ.get("HSDS_SCHEMAS") or Path(__file__).resolve().parents[3] / "shared" / "hsds")
# The standard's own schemas are no part of this project; where they do not lie beside it, our own strict ones alone are held against the answers.
collect_ignore = [] if SCHEMAS.is_dir() else ["test_published.py"]


@pytest.fixture
def korsoer(centre: Any) -> Any:
    return LocalityFactory.create(name="Korsør", postal_codes="4220", latitude="55.3299", longitude="11.1386")


@pytest.fixture
def cafe(korsoer: Any) -> Offer:
    """An offer that says all that can be said."""
    row: Offer = OfferFactory.create(
        provider=OrganisationFactory.create(name="Sorgvennerne"), title="Sorgcafé", short="Kaffe med andre, der har mistet.", text="**Hver uge.** Man kan bare komme.", is_group=True, by_phone=True, age_from=18, age_to=99,
        languages="engelsk, tegnsprog og klingonsk", place="Kulturhuset", address="Nørregade 5", postal_code="4220", when="Ikke i juli.", free=False, price="20 kr. pr. gang", access="open_door", how="Spørg efter Karen",
        anonymous=True, step_free=True, accessibility="Teleslynge", contact_name="Karen", contact_phone="12 34 56 78", contact_mail="karen@sorg.example", website="https://sorg.example/café",
    )
    row.localities.add(korsoer)
    row.themes.add(ThemeFactory.create(name="Ensomhed", also="alene, savn"))
    row.target_groups.add(TargetGroupFactory.create(name="Efterladte"))
    row.situations.add(MeaningFactory.create(name="Sorg", key="grief"))
    for weekday in (0, 2):
        OfferTimeFactory.create(offer=row, weekday=weekday, opens="10:00", closes="12:00")
    OfferTimeFactory.create(offer=row, weekday=4, opens="19:00", closes="21:30", note="ulige uger")
    return row


@pytest.fixture
def get(client: Any) -> Any:
    """``get("services", page=2)``: the data at an address of the centre's API."""

    def fetch(path: str, *, root: str = "/testby/api/hsds/3/", status: int = 200, **asked: Any) -> Any:
        answer = client.get(f"{root}{path}", {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.items()})
        assert answer.status_code == status, answer.content.decode()[:500]
        return answer.json()

    return fetch


ROOT = "/testby/api/v1"


@pytest.fixture
def token_of(astrid: Any) -> Any:
    """``token_of(reads=["journal"])``: the secret of a new token that Astrid answers for."""

    def make(*, by: Any = None, **fields: Any) -> str:
        return tokens.make(AccessToken(name="Regnskab", **fields), by=by or astrid, now=timezone.now())

    return make


@pytest.fixture
def ask(client: Any) -> Any:
    def get(secret: str, path: str, *, status: int = 200, root: str = ROOT, headers: Any = None, **asked: Any) -> Any:
        answer = client.get(f"{root}/{path}", asked, headers={"Authorization": f"Bearer {secret}", **(headers or {})})
        assert answer.status_code == status, answer.content.decode()[:800]
        return answer if status in {304, 204} or headers else answer.json()

    return get


@pytest.fixture
def everything(token_of: Any) -> str:
    return token_of(reads=list(scopes), writes=list(scopes), persons=True)


@pytest.fixture
def send(client: Any, everything: str) -> Any:
    """``send("post", "registrations", {...})``: the data of the answer, with all rights."""

    def sent(method: str, path: str, said: Any = None, *, status: int = 200, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = getattr(client, method)(f"{ROOT}/{path}", said, content_type="application/json", headers={"Authorization": f"Bearer {everything}", **named})
        assert answer.status_code == status, answer.content.decode()[:800]
        return answer.json() if answer.content else None

    return sent
