"""Every phrase that plans want documented has measures that count, and a test that is there; none is left out."""

import ast
from pathlib import Path

import pytest

from brobygger.plan.documented import LINES, Documented
from brobygger.plan.measure_keys import KEYS
from brobygger.plan.measures import measures

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.phrase)
def test_a_line_has_measures_that_count_and_a_test_that_is_there(line: Documented) -> None:
    assert line.phrase
    assert line.keys
    assert [key for key in line.keys if key not in measures or not measures[key].counted] == []
    file, _colons, name = line.proof.partition("::")
    functions = {node.name for node in ast.walk(ast.parse((PROJECT / file).read_text())) if isinstance(node, ast.FunctionDef)}
    assert name.startswith("test_")
    assert name in functions


def test_every_measure_answers_some_phrase_and_no_phrase_stands_twice() -> None:
    assert {key for line in LINES for key in line.keys} == set(KEYS)
    phrases = [line.phrase for line in LINES]
    assert len(set(phrases)) == len(phrases) == 40
