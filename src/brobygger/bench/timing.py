"""Time an act, and tell whoever waits what is being timed."""

import sys
import time
from collections.abc import Callable
from statistics import median

Row = tuple[str, str, str, str]  # what was measured, the figure, what is promised, a remark


def say(text: str) -> None:
    print(f"  {text} …", file=sys.stderr, flush=True)


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def in_turn(turns: int, *acts: Callable[[], object]) -> list[float]:
    """The median of each, taken in alternation after three turns to warm up."""
    for act in acts:
        for _turn in range(3):
            act()
    taken: list[list[float]] = [[] for _act in acts]
    for _turn in range(turns):
        for index, act in enumerate(acts):
            taken[index].append(timed(act))
    return [median(each) for each in taken]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
