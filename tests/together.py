"""Several hands at once: acts in threads with connections of their own, released together."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from brobygger.centres.scoping import centre_in_force


def at_once(centre: Any, acts: list[Callable[[], object]]) -> list[object]:
    """What each act gave, or the exception it ended with."""
    gate, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with centre_in_force(centre.pk):
                gate.wait(timeout=10)
                results[place] = act()
        except Exception as error:  # noqa: BLE001 -- the test judges it
            results[place] = error  # type: ignore[call-overload]  # results hold whatever came
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return list(results)
