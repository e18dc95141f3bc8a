"""The judge in a notebook: `judge(id, answer)`."""

import pytest

from fnn_lib.judge import judge
from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.judge.judging import EQUAL
from fnn_lib.judge.proving import prove_line


def test_a_right_line_is_proved():
    found = judge("sigmoid-derivative", "e^{-z}/(1+e^{-z})^2")
    assert found["verdict"] == "right"
    assert found["proved"] is True
    assert repr(found) == "Right. Proved by SymPy: the difference is 0."


def test_a_wrong_line_tells_its_slip_and_values():
    found = judge("sigmoid-derivative", "-sigma(z)(1-sigma(z))")
    assert repr(found).startswith("Wrong: a minus too many. At z = ")
    assert f"yours is {found['yours']}, the right value " in repr(found)
    assert "proved" not in found


def test_a_wrong_line_without_a_name():
    assert repr(judge("tanh-derivative", "z")).startswith("Wrong. At z = ")


def test_a_shape():
    assert repr(judge("layer-weights", "delta*h")) == (
        "Wrong: a transpose is missing. "
        "Shapes (2, 1) and (3, 1) cannot be multiplied."
    )


def test_an_entry():
    assert repr(judge("layer-weights", "2*delta*h.T")).endswith(
        ", in entry (1, 1)."
    )


def test_a_line_that_is_not_understood():
    assert repr(judge("bce-sigmoid-logit", "yhat - foo")) == (
        "Not understood, at place 8: “foo” is unknown here; the letters are "
        "y, yhat."
    )


def test_a_question_ends_in_one_mark():
    assert repr(judge("sigmoid-derivative", "1 - sigma")).endswith(" of what?")


@pytest.mark.parametrize("exercise", ["", "no-such", None, 3])
def test_no_such_exercise(exercise):
    with pytest.raises(ValueError, match=r"exercise: found .*, wanted one of"):
        judge(exercise, "z")


@pytest.mark.parametrize("answer", [None, 3, b"z", ["z"]])
def test_an_answer_is_a_text(answer):
    with pytest.raises(ValueError, match=r"answer: found .*, wanted a text"):
        judge("sigmoid-derivative", answer)


@pytest.mark.parametrize("exercise", sorted(EXERCISES))
def test_the_answers_of_all_exercises_are_proved(exercise):
    told = EXERCISES[exercise]
    found = prove_line(told, f"2*({told['answer']})/2")
    assert found == {
        "proved": True,
        "words": "Proved by SymPy: the difference is 0.",
    }


def test_a_wrong_line_is_never_proved():
    told = EXERCISES["sigmoid-derivative"]
    assert prove_line(told, "sigma(z)") == {
        "proved": False,
        "words": "The line is wrong.",
    }
    assert prove_line(told, "(")["words"] == "The line is malformed."


def test_what_is_equal_to_30_digits_alone_is_not_proved():
    told = {"letters": {"z": {}}, "answer": "z"}
    found = prove_line(told, "z + 10^{-35}")
    assert found == {"proved": False, "words": f"{EQUAL.capitalize()}."}
    assert "12 points to 30 digits" in EQUAL


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("g'(z)*2", "g'(z) + g'(z)"),
        ("relu(z)", "2relu(z)/2"),
        ("log(y^2)", "2 log y"),
        ("m*y", "4y"),
    ],
)
def test_proofs_with_functions_of_which_nothing_is_said(answer, line):
    letters = {"z": {}, "y": {"domain": "positive"}, "m": {"value": 4}}
    told = {"letters": letters, "functions": ["g"], "answer": answer}
    assert prove_line(told, line)["proved"]
