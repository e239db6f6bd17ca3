"""The centre comes from the path alone, lasts for the request alone, and goes with it whatever happens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from brobygger.accounts.middleware import CentreFromPath
from brobygger.centres.models import Centre
from brobygger.centres.scoping import NoCentreInForce, centre_id_in_force, centre_in_force, no_centre_in_force


def through(answer: Callable[[HttpRequest], HttpResponse]) -> CentreFromPath:
    """The middleware around a view that answers so, called as Django calls them."""

    def get_response(request: HttpRequest) -> HttpResponse:
        found = resolve(request.path_info)
        middleware.process_view(request, found.func, found.args, found.kwargs)
        return answer(request)

    middleware = CentreFromPath(get_response)
    return middleware


def ask(path: str, user: Any, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    request = RequestFactory().get(path)
    request.user = user
    with no_centre_in_force():
        response = through(answer)(request)
        with pytest.raises(NoCentreInForce):
            centre_id_in_force()
    return response


def test_the_paths_centre_is_in_force_while_the_request_is_answered(centre: Centre, other_centre: Centre, astrid: Any, fremmed: Any) -> None:
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        access = request.access
        seen.append((centre_id_in_force(), request.centre.key, sorted(access.roles) if access else None))
        return HttpResponse()

    ask("/testby/kontor/", astrid, answer)
    ask("/fjernby/kontor/", astrid, answer)
    ask("/fjernby/kontor/", fremmed, answer)
    assert seen == [(centre.pk, "testby", ["leader"]), (other_centre.pk, "fjernby", None), (other_centre.pk, "fjernby", ["leader"])]


def test_no_centre_is_in_force_after_an_exception(centre: Centre, astrid: Any) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    request = RequestFactory().get("/testby/kontor/")
    request.user = astrid
    with no_centre_in_force():
        with pytest.raises(ZeroDivisionError):
            through(fail)(request)
        with pytest.raises(NoCentreInForce):
            centre_id_in_force()


def test_what_a_thread_left_behind_is_not_in_force_for_the_next_request(centre: Centre, astrid: Any) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        with pytest.raises(NoCentreInForce):
            centre_id_in_force()
        return HttpResponse("none")

    request = RequestFactory().get("/")
    request.user = astrid
    with centre_in_force(centre):
        assert through(answer)(request).content == b"none"


def test_a_centre_that_does_not_exist_is_not_found(db: None, client: Client) -> None:
    assert client.get("/ingensteds/kontor/").status_code == 404
    with pytest.raises(Http404):
        ask("/ingensteds/kontor/", None, lambda request: HttpResponse())


def test_a_lazily_rendered_answer_is_rendered_within_the_centre(centre: Centre, astrid: Any) -> None:
    from django.template import engines
    from django.template.response import SimpleTemplateResponse

    template = engines["django"].from_string("{{ number }}")
    response = ask("/testby/kontor/", astrid, lambda request: SimpleTemplateResponse(template, {"number": centre_id_in_force}))
    assert response.content.decode() == str(centre.pk)
