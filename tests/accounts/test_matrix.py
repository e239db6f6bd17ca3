"""Every address as every role, as a visitor, and as Fremmed, who leads another centre: the answer is the declared one."""

from typing import Any

import pytest
from django.urls import reverse

from brobygger.accounts.references import addresses
from brobygger.accounts.roles import POLICY, May, Role
from tests.accounts.matrix import ALL, MATRIX, OF_THE_SITE, PUBLIC
from tests.accounts.rows import rows_behind

LETTERS = dict(zip(ALL, Role, strict=True))


@pytest.fixture
def cast(astrid, bo, carla, dorte, erik, fatma, gerd, rie):
    return dict(zip(ALL, (astrid, bo, carla, dorte, erik, fatma, gerd, rie), strict=True))


@pytest.fixture
def keys(cast, settings, tmp_path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return rows_behind(cast)


def _staff() -> dict[str, tuple[str, Any]]:
    """Addresses below a centre that ask for something."""
    return {name: (path, needs) for name, path, needs in addresses() if path.startswith("<slug:centre>/") and name not in PUBLIC}


def _url(name: str, path: str, given: dict[str, Any]) -> str:
    return reverse(name, kwargs={key: value for key, value in given.items() if f":{key}>" in path})


def _opens(status: int) -> bool:
    return status not in {403, 404}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = {name for name, _path, _needs in addresses()}
    theirs = ("account_", "mfa_", "usersessions_")  # allauth's own pages: one's own account, no centre's rows
    ours = {name for name in named if not name.startswith(theirs)}
    assert ours == set(MATRIX) | PUBLIC | OF_THE_SITE
    assert set(_staff()) == set(MATRIX)


def test_every_staff_view_says_what_it_needs() -> None:
    assert {name for name, (_path, needs) in _staff().items() if not isinstance(needs, May)} == set()


@pytest.mark.sqlite_alone  # the declarations are read before any row is; that no row of another centre is found is asked of both
@pytest.mark.parametrize("letter", ALL)
def test_each_role_opens_what_is_declared_for_it(client_of, cast, keys, letter) -> None:
    user = cast[letter]
    browser = client_of(user)
    browser.raise_request_exception = True
    wrong = []
    for name, (path, _needs) in _staff().items():
        looks = MATRIX[name].split()[0]
        status = browser.get(_url(name, path, keys(name, user))).status_code
        if _opens(status) != (letter in looks):
            wrong.append((name, status))
    assert wrong == []


@pytest.mark.sqlite_alone  # the declarations are read before any row is; that no row of another centre is found is asked of both
@pytest.mark.parametrize("letter", ALL)
def test_each_role_is_refused_to_act_where_it_is_not_declared(client_of, cast, keys, letter) -> None:
    user = cast[letter]
    browser = client_of(user)
    wrong = []
    for name, (path, _needs) in _staff().items():
        if letter not in MATRIX[name].split()[-1] and letter not in MATRIX[name].split()[0]:
            status = browser.post(_url(name, path, keys(name, user)), {"order": "close", "status": "closed"}).status_code
            if _opens(status):
                wrong.append((name, status))
    assert wrong == []


@pytest.mark.parametrize("letter", "SDBR")
def test_those_who_only_look_are_refused_to_act(client_of, cast, keys, letter) -> None:
    user = cast[letter]
    for name, declared in MATRIX.items():
        looks, _space, acts = declared.partition(" ")
        if acts and letter in looks and letter not in acts:
            url = _url(name, _staff()[name][0], keys(name, user))
            assert client_of(user).post(url, {"order": "close", "text": "bevis"}).status_code in {403, 404}, name


def test_a_visitor_is_led_to_sign_in(client, cast, keys) -> None:
    wrong = []
    for name, (path, _needs) in _staff().items():
        url = _url(name, path, keys(name, cast["L"]))
        answer = client.get(url)
        if answer.status_code != 302 or not answer.headers["Location"].startswith("/konto/login/?next="):
            wrong.append((name, answer.status_code))
    assert wrong == []


def test_for_another_centres_leader_nothing_is_there(client_of, fremmed, cast, keys) -> None:
    browser = client_of(fremmed)
    for name, (path, _needs) in _staff().items():
        url = _url(name, path, keys(name, cast["L"]))
        assert (browser.get(url).status_code, browser.post(url).status_code) == (404, 404), name


def test_another_centres_rows_are_not_under_ones_own_address(client_of, fremmed, cast, keys, other_centre) -> None:
    """Fremmed, at home in Fjernby, asks there for Testby's rows by number."""
    browser = client_of(fremmed)
    wrong = []
    for name, (path, needs) in _staff().items():
        if "<int:pk>" in path:
            given = {**keys(name, cast["L"]), "centre": "fjernby"}
            # Where the role is not enough no row is looked for, whoever's it is; elsewhere nothing is there.
            nothing = {404, 405} if needs in POLICY[Role.LEADER] else {403}
            for status in (browser.get(_url(name, path, given)).status_code, browser.post(_url(name, path, given)).status_code):
                if status not in nothing:
                    wrong.append((name, status))
    assert wrong == []


def test_a_door_left_open_is_noticed(client_of, cast, keys, monkeypatch) -> None:
    """The test of the test: were every role allowed everything, a volunteer would come in where the table says no."""
    monkeypatch.setattr("brobygger.accounts.rights.Access.may", lambda _access, _permission: True)
    browser, fatma = client_of(cast["V"]), cast["V"]
    staff = {name: path for name, (path, _needs) in _staff().items() if "V" not in MATRIX[name] and name.startswith(("settings:", "organisations:"))}
    assert {_opens(browser.get(_url(name, path, keys(name, fatma))).status_code) for name, path in staff.items()} == {True}


def test_the_matrix_is_the_policy() -> None:
    """What the views ask for and what the roles may, multiplied, is the declared table; narrower only where the state decides."""
    narrower = {"board:meeting_edit", "board:freeze"}
    for name, (_path, needs) in _staff().items():
        opens = "".join(letter for letter, role in LETTERS.items() if needs in POLICY[role])
        looks = MATRIX[name].split()[0]
        assert set(looks) <= set(opens), name
        if name not in narrower:
            assert looks == opens, name
