"""The judge as the page asks it: text in, text out."""

import json

import pytest

from fnn_lib.judge.answering import KINDS, answer
from fnn_lib.judge.exercises import EXERCISES

from .lines import HOSTILE

SIGMOID = json.dumps(EXERCISES["sigmoid-derivative"])


def ask(kind, text, exercise=SIGMOID):
    return json.loads(answer(kind, exercise, text))


def test_judge():
    found = ask("judge", "σ(z)(1-σ(z))")
    assert found["verdict"] == "right"
    assert found["words"] == "Right: equal at 12 points to 30 digits."


def test_prove():
    found = ask("prove", "σ(z)(1-σ(z))")
    assert found["proved"] is True
    assert found["words"].startswith("Proved by SymPy")


def test_typeset():
    assert ask("typeset", "z/2") == {"latex": "\\frac{z}{2}"}
    assert ask("typeset", "z/") == {
        "message": "a number, a letter or a bracket is missing before the end",
        "place": 2,
    }


def test_there_is_nothing_else_to_ask():
    assert set(KINDS) == {"judge", "prove", "typeset"}
    with pytest.raises(KeyError):
        answer("eval", SIGMOID, "z")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_give_plain_data(kind, line):
    found = answer(kind, SIGMOID, line)
    assert found.isascii()
    json.loads(found)


def test_the_exercise_of_the_page_is_read_by_the_same_whitelist():
    forged = {
        "letters": {"z": {}, "__import__": {}, "z.real": {}},
        "functions": ["eval"],
        "answer": "eval(z)",
    }
    found = ask("judge", "eval(z)", json.dumps(forged))
    assert found["verdict"] == "right"  # a smooth function of that name
    for line in ("z.real", "__import__('os')"):
        assert ask("judge", line, json.dumps(forged))["verdict"] == "malformed"
