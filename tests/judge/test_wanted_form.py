"""The form of a line: what it may be made of, and letters of one value."""

import mpmath
import pytest

from fnn_lib.judge.judging import judge_line
from fnn_lib.judge.points import POINTS, points

SLOPE = {
    "letters": {"z": {}},
    "without": ["sigma'", "tanh"],
    "answer": "sigma(z)*(1 - sigma(z))",
}


@pytest.mark.parametrize(
    ("line", "place"),
    [("sigma'(z)", 0), ("2*sigma'(z)/2", 2), ("(1 + tanh(z))/2", 5)],
)
def test_a_line_in_functions_to_be_freed_of_is_refused(line, place):
    found = judge_line(SLOPE, line)
    assert found["verdict"] == "malformed"
    assert found["place"] == place
    assert "without" in found["message"]


def test_the_function_itself_may_occur_where_its_slope_may_not():
    assert judge_line(SLOPE, "sigma(z)*sigma(-z)")["verdict"] == "right"


def test_a_letter_of_one_value_is_that_at_every_point():
    drawn = [at["m"] for at in points({"z": {}, "m": {"value": 4}})]
    assert drawn == [mpmath.mpf(4)] * POINTS


@pytest.mark.parametrize("line", ["Y/m", "\\frac{1}{m} Y", "Y/4"])
def test_a_mean_is_told_from_a_sum(line):
    letters = {"Y": {"shape": [2, 4]}, "m": {"value": 4}}
    mean = {"letters": letters, "answer": "Y/m", "slips": {"sum": "Y"}}
    assert judge_line(mean, line)["verdict"] == "right"
    assert judge_line(mean, "Y")["slip"] == "sum"


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("sech(z)^2", "1 - tanh(z)^2"),
        ("1/\\cosh^2 z", "1 - tanh(z)^2"),
        ("sinh(z)/cosh(z)", "tanh(z)"),
        ("\\operatorname{softplus}(z)", "log(1 + e^z)"),
    ],
)
def test_the_relatives_of_the_activations_are_read(line, same):
    asked = {"letters": {"z": {}}, "answer": same}
    found = judge_line(asked, line)
    assert found["verdict"] == "right"
    assert found["latex"]


@pytest.mark.parametrize(
    "line",
    [
        *("\\hat y_k", "ŷ_k", "yhat_k", "\\hat{y}_k", "\\hat{y_k}", "ŷ_{k}"),
        *("\\hat{y}_{k}", "\\widehat{y}_k", "y\u0302_k", "y_hat_k"),
    ],
)
def test_a_prediction_with_an_index_is_read(line):
    letters = {"yhat_k": {}, "y_k": {}, "yhat_i": {}}
    asked = {"letters": letters, "answer": "yhat_k*(1 - yhat_i)"}
    for typed in (f"{line}(1 - yhat_i)", f"-ŷ_i {line} + {line}"):
        assert judge_line(asked, typed)["verdict"] == "right", typed
