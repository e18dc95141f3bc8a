"""A question before the picture."""

import numpy as np
import pytest

from fnn_lib.explorables import Prediction

QUESTION = {
    "question": "What is left?",
    "then": "Drag.",
    "because": "It is so.",
}


@pytest.fixture(autouse=True)
def built_by_nobody(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


def test_the_page_gets_the_question_and_the_right_option():
    options = {"all": False, "half": np.float64(0.5) == 0.5, "none": False}
    state = Prediction(options=options, **QUESTION).get_state()
    assert state["_explorable"] == "prediction"
    assert state["_options"] == ["all", "half", "none"]
    assert state["_right"] == 1
    assert state["chosen"] == -1
    assert state["_question"] == "What is left?"
    assert (state["_then"], state["_because"]) == ("Drag.", "It is so.")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({}, 0),
        ({"yes": False, "no": False}, 0),
        ({"yes": True, "no": True}, 2),
        ({"yes": True, "no": np.bool_(True), "both": False}, 2),
    ],
)
def test_not_exactly_one_right_option_is_refused(options, count):
    message = f"options: found {count} that are right, wanted one"
    with pytest.raises(ValueError, match=message):
        Prediction(options=options, **QUESTION)


def test_it_computes_nothing():
    one = Prediction(options={"yes": True, "no": False}, **QUESTION)
    assert one.outputs() == {}
    assert one.control_names() == []
