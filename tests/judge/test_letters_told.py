"""Letters of an exercise: drawn, whole, of one value, or made of others."""

import mpmath
import pytest

from fnn_lib.judge.judging import judge_line
from fnn_lib.judge.points import points

CHAIN = {
    "letters": {"z": {}, "w": {}, "a": {"is": "sigma(z)"}},
    "answer": "w*sigma'(z)",
}
BATCH = {
    "letters": {
        "Delta": {"shape": [2, 4]},
        "ones": {"shape": [4, 1], "value": 1},
        "m": {"value": 4},
    },
    "answer": "Delta*ones/m",
}


@pytest.mark.parametrize(
    "line", ["w a (1 - a)", "w σ'(z)", "w (a - a^2)", "w*sigma(z)*(1 - a)"]
)
def test_a_letter_may_stand_for_what_it_is_made_of(line):
    assert judge_line(CHAIN, line)["verdict"] == "right"
    by_name = dict(sorted(CHAIN["letters"].items()))  # as JSON sorts them
    assert judge_line(CHAIN | {"letters": by_name}, line)["verdict"] == "right"


@pytest.mark.parametrize("line", ["w a", "w z (1 - z)", "w a (1 + a)"])
def test_a_letter_stands_for_nothing_else(line):
    assert judge_line(CHAIN, line)["verdict"] == "wrong"


def test_only_the_letters_that_occur_are_given_a_value():
    assert set(judge_line(CHAIN, "2 w")["at"]) == {"w", "z"}
    assert set(judge_line(CHAIN, "a w")["at"]) == {"a", "w", "z"}


def test_whole_numbers_are_drawn_as_such():
    drawn = [at["t"] for at in points({"t": {"domain": "whole"}})]
    assert len(set(drawn)) > 2
    assert all(t == int(t) and 1 <= t <= 6 for t in drawn)


def test_a_matrix_of_one_value_has_it_everywhere():
    (first, *_) = points(BATCH["letters"])
    assert first["ones"] == ((mpmath.mpf(1),),) * 4


@pytest.mark.parametrize(
    "line",
    [
        *(r"\frac{1}{m} \Delta \mathbf{1}", "Delta @ ones / m"),
        *(r"\Delta\mathbf 1/m", "Δ ones/4"),
    ],
)
def test_a_mean_over_columns_is_read(line):
    assert judge_line(BATCH, line)["verdict"] == "right"
    assert judge_line(BATCH, f"{line} m")["verdict"] == "wrong"


def test_a_word_may_be_an_index():
    asked = {"letters": {"theta": {}, "theta_min": {}}}
    asked["answer"] = "theta - theta_min"
    for line in (r"\theta - \theta_{\min}", "θ-θ_min", r"\theta-\theta_{min}"):
        assert judge_line(asked, line)["verdict"] == "right"
