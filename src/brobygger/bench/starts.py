"""How long the demo takes to answer: the first time (installed already), and a later time."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from brobygger.bench.timing import say

PROJECT = Path(__file__).resolve().parents[3]


def measure() -> list[tuple[str, str, str, str]]:
    say("starting the demo twice")
    with tempfile.TemporaryDirectory() as folder:
        first, later = _start(folder), _start(folder)
    return [("first start of the demo", f"{first:.1f} s", "< 20 s", "installed; three example centres"), ("later start of the demo", f"{later:.1f} s", "< 3 s", "")]


def _start(folder: str) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("BROBYGGER_", "DATABASE_", "DJANGO_"))}
    command = [sys.executable, "-m", "brobygger", "demo", "--data", folder, "--port", str(port)]
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own module
        command, env={**clean, "PYTHONPATH": str(PROJECT / "src")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while time.perf_counter() - begun < 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - begun
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the demo did not answer within two minutes")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
