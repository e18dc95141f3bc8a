"""Outputs in forms that a viewer shows that has none of the page's scripts."""

import base64
import io

import matplotlib.pyplot as plt
import pytest
import sympy as sp
from nbformat.v4 import new_notebook, new_output
from PIL import Image

from _ext.names import Names
from _ext.portable import STATES, WIDGET, portable
from fnn_lib.display import figure, show, source
from fnn_lib.explorables import Activation, Prediction, YourLine
from fnn_lib.explorables.live import record
from fnn_lib.layouts import vec
from fnn_lib.symbolic import Derivation, sigma, symbol

NAMES = Names(equations={"eq-a-b": "1.2"})


@pytest.fixture(autouse=True)
def built_by_the_book(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


def output(data):
    made = new_output("execute_result", data=data, execution_count=3)
    return portable(made, new_notebook(), NAMES)


def of_widget(widget):
    """Return what stands in place of a widget that a run has saved."""
    state = {name: widget.trait_values()[name] for name in widget.keys}
    states = {"state": {"abc": {"state": state}}}
    notebook = new_notebook(metadata={"widgets": {STATES: states}})
    data = {WIDGET: {"model_id": "abc"}, "text/plain": "<Widget at 0x7f00>"}
    made = new_output("execute_result", data=data, execution_count=1)
    found = portable(made, notebook, Names()).data
    assert WIDGET not in found
    assert "0x7f00" not in found["text/plain"]
    return found


def test_a_formula_is_markdown_with_its_number_and_verdict():
    z = symbol("z")
    d = Derivation(1 - sigma(z))
    d.step(sigma(-z), because="symmetry")
    shown = show(d, label="eq-a-b")
    data, left = shown._repr_mimebundle_()
    assert left
    found = output(data)
    assert set(found.data) == {"text/markdown", "text/plain"}
    assert found.data["text/markdown"].startswith("$$\n")
    assert found.data["text/markdown"].endswith("$$\n\n(1.2) ✓ proved")
    assert found.metadata == {}
    assert found.execution_count == 3


def test_code_keeps_its_place_of_origin():
    data, _ = source(vec)._repr_mimebundle_()
    text = output(data).data["text/markdown"]
    assert text.startswith("`fnn_lib/")
    assert "\n```python\ndef vec" in text


def test_a_drawing_is_an_image_on_paper():
    drawing, axes = plt.subplots(figsize=(2, 1))
    axes.plot([0, 1], [0, 1])
    shown = figure(drawing, "A line that rises to the right.", "Rising.")
    text = output({"text/html": shown._repr_html_()}).data["text/html"]
    assert 'alt="A line that rises to the right."' in text
    assert "<figcaption>Rising.</figcaption>" in text
    code = text.split("base64,")[1].split('"')[0]
    svg = base64.b64decode(code).decode()
    assert svg.startswith("<svg ")
    assert svg.index('fill="#fff"') < svg.index("<defs>")
    assert "var(" not in svg and "currentColor" not in svg


def test_a_widget_says_what_it_is():
    text = of_widget(Activation())["text/markdown"]
    assert Activation.TITLE in text
    asked = Prediction("Is it?", {"yes": True, "no": False}, "Try.", "So.")
    text = of_widget(asked)["text/markdown"]
    assert text == "**A prediction.** Is it?\n\n- yes\n- no"


def test_a_line_to_be_typed_says_what_is_asked():
    z = symbol("z")
    d = Derivation(sp.Derivative(sigma(z), z))
    d.step(sigma(z) * (1 - sigma(z)), because="slope")
    widget = YourLine("sigmoid-derivative", d, {"z": z}, {"sigma": sigma})
    text = of_widget(widget)["text/markdown"]
    assert "The slope of the sigmoid" in text


def test_a_picture_of_python_shows_its_first_setting():
    def draw(k=2, dark=False):
        plt.figure(figsize=(0.2 * k, 0.2), facecolor="k" if dark else "none")

    alt = "a square that grows"
    found = of_widget(record(draw, {"k": (1, 3), "dark": False}, alt))
    assert alt in found["text/plain"]
    image = Image.open(io.BytesIO(base64.b64decode(found["image/png"])))
    assert image.size == (60, 30)
    # Where the drawing is transparent, there is paper.
    assert image.getpixel((2, 2)) == (255, 255, 255)
