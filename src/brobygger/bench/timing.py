"""Time an act, and tell whoever waits what is being timed."""

import sys
import time
from collections.abc import Callable


def say(text: str) -> None:
    print(f"  {text} …", file=sys.stderr, flush=True)


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
