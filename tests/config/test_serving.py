"""The demo as a person starts it: a process of its own on a free port, with its children, and how all of them end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 90  # seconds until a wait is given up; a bound, not a promise

pytestmark = [
    pytest.mark.long,
    pytest.mark.sqlite_alone,  # as the demo is
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc, which Linux has"),
]


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        port: int = attempt.getsockname()[1]
        return port


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # ended; only nobody has asked how


def family(pid: int) -> list[int]:
    """Children and children's children."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *family(child)]
    return found


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "brobygger", *words]


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", **more}


class Running:
    """A command that serves, started and ready, with what it says and the processes it started."""

    def __init__(self, folder: Path, *words: str, **more: str) -> None:
        self.port = free_port()
        self.log = folder / f"{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command(*words, "--port", str(self.port)), stdout=log, stderr=log, env=environment(**more)
            )
        ready = until(lambda: "Brobygger is ready" in self.said() or self.process.poll() is not None)
        assert ready, self.said()
        assert self.process.poll() is None, self.said()
        self.children = family(self.process.pid)

    def said(self) -> str:
        return self.log.read_text()

    def answers(self) -> int:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        link.request("GET", "/findes-ikke/her/slet-ikke/", headers={"Host": "localhost"})
        return link.getresponse().status

    def all_gone(self) -> bool:
        return not any(alive(pid) for pid in self.children)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the demo has run once."""
    data = tmp_path_factory.mktemp("demo") / "data"
    first = Running(data.parent, "demo", "--data", str(data))
    first.process.terminate()
    first.process.wait(PATIENCE)
    return data


@pytest.fixture
def demo(data: Path) -> Iterator[Running]:
    started = Running(data.parent, "demo", "--data", str(data))
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()
    until(started.all_gone)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_answers_and_stops_with_all_its_children(demo: Running, number: signal.Signals) -> None:
    assert demo.answers() == 404

    demo.process.send_signal(number)

    assert demo.process.wait(PATIENCE) == 0
    assert demo.said().splitlines()[-1] == "Stopped."
    assert demo.all_gone()


def test_a_second_start_prepares_nothing(demo: Running) -> None:
    assert [line for line in demo.said().splitlines() if line.startswith(("Preparing", "Filling"))] == []


def test_children_do_not_outlive_a_parent_that_was_killed(demo: Running) -> None:
    assert len(demo.children) >= 2

    demo.process.kill()

    assert until(demo.all_gone)


def test_when_a_child_ends_everything_ends_and_says_so(demo: Running) -> None:
    workers = [pid for pid in demo.children if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(workers[0], signal.SIGKILL)

    assert demo.process.wait(PATIENCE) == 1
    assert demo.said().splitlines()[-1] == (
        "The worker process ended by itself, so everything was stopped. The reason stands above."
    )
    assert demo.all_gone()


def test_a_data_folder_in_use_is_left_alone(demo: Running, data: Path) -> None:
    again = subprocess.run(
        command("demo", "--data", str(data), "--port", str(free_port())),
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )

    assert (again.returncode, again.stderr.splitlines()) == (
        1,
        [f"Brobygger is already running on {data}. Stop it first, or choose another folder."],
    )


def test_a_taken_port_gets_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            command("demo", "--data", str(tmp_path), "--port", str(port)),
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} cannot be used")
    assert list(tmp_path.iterdir()) == []


def test_serve_names_all_that_is_missing_and_starts_nothing() -> None:
    done = subprocess.run(
        command("serve"), capture_output=True, text=True, check=False, env=environment(BROBYGGER_HOSTS="centre.example")
    )

    assert done.returncode == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines() + done.stdout.splitlines()] == [
        "Not started. Missing in the environment",
        "  BROBYGGER_SECRET_KEY",
        "  BROBYGGER_URL",
        "  BROBYGGER_DATA",
    ]


def complete_settings(data: Path) -> dict[str, str]:
    return {
        "BROBYGGER_SECRET_KEY": "x" * 40,
        "BROBYGGER_HOSTS": "localhost",
        "BROBYGGER_URL": "https://centre.example",
        "BROBYGGER_DATA": str(data),
    }


def test_serve_prepares_and_runs_an_installation_without_example_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    serving = Running(tmp_path, "serve", "--workers", "1", **complete_settings(data))
    status = serving.answers()
    serving.process.terminate()

    assert serving.process.wait(PATIENCE) == 0
    assert serving.all_gone()
    assert status == 404
    assert "Filling in example centres" not in serving.said()
    assert (data / "static" / "staticfiles.json").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"BROBYGGER_SECRET_KEY": "short"}, "Not started: BROBYGGER_SECRET_KEY must have at least 40 characters."),
        ({"DATABASE_URL": "mysql://x/y"}, "Not started: DATABASE_URL must begin with sqlite:/// or postgresql://, not 'mysql'."),
        ({"BROBYGGER_DEMO": "perhaps"}, "Not started: BROBYGGER_DEMO must be 0 or 1, not 'perhaps'."),
        ({"BROBYGGER_DEMO": "1"}, "Not started: BROBYGGER_DEMO and BROBYGGER_DEBUG show accounts and errors to all"),
    ],
)
def test_serve_refuses_impossible_settings(tmp_path: Path, changed: dict[str, str], sentence: str) -> None:
    done = subprocess.run(
        command("serve", "--port", str(free_port())),
        capture_output=True,
        text=True,
        check=False,
        env=environment(**complete_settings(tmp_path) | changed),
    )

    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
