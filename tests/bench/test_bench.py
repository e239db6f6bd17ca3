"""The bench on next to nothing: it must reach its end. What it says of speed decides no test."""

import pytest

from brobygger import bench

pytestmark = [pytest.mark.long, pytest.mark.sqlite_alone]


def test_the_bench_fills_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--centres", "2", "--registrations", "40", "--database", "sqlite", "--turns", "1", "--offers", "50", "--no-start", "--no-crowd", "--report-rows", "60", "--archive-rows", "200", "--archive-megabytes", "10"]) == 0

    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["database", "what", "measured", "promised"]
    assert [line.split("  ")[0] for line in table[2:]] == ["sqlite"] * 36
