"""Judging: verdicts, where two lines differ, and which slip it is."""

import copy
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fnn_lib.judge import judging, slips
from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.judge.judging import judge_line, typeset_line
from fnn_lib.judge.slips import begins_with_minus

from .lines import HOSTILE, RIGHT, WRONG
from .test_reading import PIECES, SOUPS

#: Seconds after which the page ends a check.
LIMIT = 5

LAYER = {
    "letters": {
        "delta": {"shape": [2, 1]},
        "h": {"shape": [3, 1]},
        "W": {"shape": [2, 3]},
    },
    "answer": "delta*h.T",
}


(BRACKETS,) = slips.BRACKETS


def asked(answer, *names, **more):
    return {"letters": {name: {} for name in names}, "answer": answer} | more


def test_there_are_enough_lines():
    assert len(set(RIGHT)) >= 40
    assert len({(name, line) for name, line, _ in WRONG}) >= 40
    assert len(set(HOSTILE)) >= 20
    assert {name for name, _ in RIGHT} == {name for name, *_ in WRONG}


@pytest.mark.parametrize(("exercise", "line"), RIGHT)
def test_right_in_disguise(exercise, line):
    found = judge_line(EXERCISES[exercise], line)
    assert found["verdict"] == "right", found
    assert set(found) == {"verdict", "message", "latex"}


@pytest.mark.parametrize(("exercise", "line", "slip"), WRONG)
def test_wrong_and_how(exercise, line, slip):
    found = judge_line(EXERCISES[exercise], line)
    assert found["verdict"] == "wrong", found
    assert found.get("slip") == slip
    assert ("at" in found) != ("shape" in found["message"].lower())
    assert found["latex"]


@pytest.mark.parametrize("exercise", ["sigmoid-derivative", "layer-weights"])
@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_is_never_right(exercise, line):
    start = time.process_time()
    found = judge_line(EXERCISES[exercise], line)
    assert time.process_time() - start < LIMIT
    assert found["verdict"] in ("malformed", "wrong")
    json.dumps(found)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(EXERCISES)), SOUPS, st.text(max_size=20))
def test_whatever_is_typed_there_is_a_verdict(exercise, pieces, text):
    told = EXERCISES[exercise]
    letters = [*told["letters"], *PIECES]
    for line in ("".join(pieces), text, " ".join(map(str, letters[:9]))):
        found = judge_line(told, line)
        assert found["verdict"] in ("right", "wrong", "malformed")
        if found["verdict"] == "malformed":
            assert 0 <= found["place"] <= len(line)
        json.dumps(found)


def test_values_where_two_lines_differ():
    found = judge_line(asked("z^2", "z"), "z^3")
    z = float(found["at"]["z"])
    assert float(found["yours"]) == pytest.approx(z**3, rel=1e-5)
    assert float(found["right"]) == pytest.approx(z**2, rel=1e-5)


def test_lines_may_agree_at_most_points_and_be_wrong():
    found = judge_line(asked("relu(z)", "z"), "z")
    assert found["verdict"] == "wrong"
    assert float(found["at"]["z"]) < 0
    assert judge_line(asked("z", "z"), "sqrt(z^2)")["verdict"] == "wrong"


@pytest.mark.parametrize("more", ["0.001", "10^{-9}", "10^{-20}"])
def test_values_that_are_close_are_told_apart(more):
    found = judge_line(asked("z", "z"), f"z + {more}")
    assert found["yours"] != found["right"]
    assert len(judge_line(asked("z", "z"), "z/3")["yours"]) < 10


def test_the_first_function_that_is_not_wanted_is_shown():
    told = asked("z", "z", without=["exp", "tanh"])
    assert judge_line(told, "1 + tanh(exp(z)) + e^z")["place"] == 4
    assert judge_line(told, "1 + e^z + tanh(exp(z))")["place"] == 4


def test_no_value_is_said():
    found = judge_line(asked("z", "z"), "log(z)/log(z)*z")
    assert found["yours"] == "undefined"


def test_of_matrices_the_entry_that_differs():
    found = judge_line(LAYER, "delta*h.T + 0*W + (W - W/2)")
    i, j = found["entry"]
    assert (i, j) == (1, 1)
    values = json.loads("[" + found["at"]["W"][1:-1].replace(";", ",") + "]")
    gap = float(found["yours"]) - float(found["right"])
    assert gap == pytest.approx(values[0] / 2, abs=1e-4)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("h*delta.T + 1", "your line has shape (3, 2), wanted shape (2, 3)"),
        ("delta.T*delta", "your line has one number, wanted shape (2, 3)"),
        ("delta*h", "shapes (2, 1) and (3, 1) cannot be multiplied"),
        ("W + delta", "shapes (2, 3) and (2, 1) cannot be added"),
    ],
)
def test_shapes_are_told(line, message):
    found = judge_line(LAYER, line)
    assert found["verdict"] == "wrong"
    assert found["message"] == message
    assert "at" not in found


def test_a_matrix_is_wanted_and_not_a_number_and_the_other_way_round():
    number = LAYER | {"answer": "delta.T*W*h"}
    assert judge_line(number, "h.T*W.T*delta")["verdict"] == "right"
    assert "wanted one number" in judge_line(number, "W")["message"]


def test_a_matrix_of_one_entry_is_a_number():
    told = {"letters": {"b": {"shape": [1, 1]}, "z": {}}, "answer": "b*z"}
    assert judge_line(told, "b.T z")["verdict"] == "right"


@pytest.mark.parametrize(
    ("answer", "line", "slip"),
    [
        ("-z*y", "z*y", "the minus is missing"),
        ("-z/y", "z/y", "the minus is missing"),
        ("z*y", "-z*y", "a minus too many"),
        ("z*y", "-(z*y)", "a minus too many"),
        ("z - y", "y - z", "the sign is turned round"),
        ("-z + y", "z - y", "the sign is turned round"),
        ("z", "0 - z", "the sign is turned round"),
    ],
)
def test_signs(answer, line, slip):
    found = judge_line(asked(answer, "z", "y"), line)
    assert found["slip"] == slip


@pytest.mark.parametrize(
    ("answer", "line", "slip"),
    [
        ("W.T*delta", "W*delta", "a transpose is missing"),
        ("(W + W)*h", "(W + W)*h.T", "a transpose too many"),
        ("2*(W.T*delta) + h", "2*(W*delta) + h", "a transpose is missing"),
        ("W.T*W*h", "W*W*h", "a transpose is missing"),
        ("W*h", "h*W", "the factors are in the wrong order"),
        ("W*h", "W.T*h", "a transpose too many"),
        ("W*h", "W.T*h.T", None),
        ("h ⊙ (W.T*delta)", "h ⊙ W.T delta", BRACKETS),
    ],
)
def test_transposes_and_orders(answer, line, slip):
    found = judge_line(LAYER | {"answer": answer}, line)
    assert found["verdict"] == "wrong"
    assert found.get("slip") == slip


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("y/2z", BRACKETS),
        ("y/z*2", BRACKETS),
        ("-y/2z", None),
        ("\\frac{y}{2} z", None),
        ("\\frac y2 z", None),
        ("y/2/(1/z)", None),
    ],
)
def test_brackets_that_are_missing(line, slip):
    found = judge_line(asked("y/(2z)", "z", "y"), line)
    assert found["verdict"] == "wrong"
    assert found.get("slip") == slip


def test_a_slip_of_the_exercise_is_found_in_disguise():
    told = asked("z^2", "z", slips={"once more": "z^3", "half": "z^2/2"})
    assert judge_line(told, "z*z^2")["slip"] == "once more"
    assert judge_line(told, "0.5zz")["slip"] == "half"
    assert "slip" not in judge_line(told, "z^4")


def test_a_minus_before_the_whole():
    def begins(text):
        return begins_with_minus(judging.read_line(asked("z", "z", "y"), text))

    assert all(map(begins, ["-z", "-z*y", "(-z)*y", "-z/y", "-(z + y)"]))
    assert not any(map(begins, ["z", "z - y", "-z + y", "z*(-y)", "z^(-y)"]))


def test_exercises_with_the_same_answer_are_kept_apart():
    """What is kept of an exercise depends on all that it tells."""
    one = asked("z", "z", slips={"a": "2z"})
    two = asked("z", "z", slips={"b": "2z"})
    real = asked("sqrt(z^2)", "z")
    positive = copy.deepcopy(real)
    positive["letters"]["z"]["domain"] = "positive"
    assert judge_line(one, "2z")["slip"] == "a"
    assert judge_line(two, "2z")["slip"] == "b"
    assert judge_line(real, "z")["verdict"] == "wrong"
    assert judge_line(positive, "z")["verdict"] == "right"


def test_typesetting_while_typing():
    told = EXERCISES["bce-sigmoid-logit"]
    assert typeset_line(told, "ŷ-y") == {"latex": "\\hat{y} - y"}
    assert typeset_line(told, "ŷ-")["place"] == 2
    # What does not fit together is shown, too.
    assert typeset_line(LAYER, "delta*h")["latex"] == "\\delta \\, h"


def test_long_lines_have_no_twins(monkeypatch):
    def never(tree):
        raise AssertionError

    monkeypatch.setattr(slips, "TWINS", {"never": never})
    line = "+".join(["delta*h.T"] * 20)
    assert judge_line(LAYER, line)["verdict"] == "wrong"
