"""What chapters show with: every form of an output, every refusal."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib import GradientMismatch, Network, compare
from fnn_lib.display import FORMULAS, said, show, source
from fnn_lib.symbolic import Derivation, Executed, symbol

z = symbol("z")


def derivation():
    d = Derivation(sp.diff(z**2, z))
    d.step(2 * z, because="power rule")
    return d


def forms(shown):
    return shown._repr_mimebundle_()[0]


def left(shown):
    return shown._repr_mimebundle_()[1].get(FORMULAS)


def test_an_equation_carries_label_number_and_verdict():
    text = forms(show(derivation(), label="eq-forward-square"))
    assert text["text/markdown"].startswith("$$\n\\begin{aligned}")
    assert "$$ (eq-forward-square)" in text["text/markdown"]
    assert 'data-verdict="proved"' in text["text/markdown"]
    assert "✓ proved" in text["text/html"]
    assert "(eq-forward-square)" not in text["text/html"]


def test_the_notebook_form_escapes_what_html_would_read():
    statement = Executed(z, z, {z: 1.0}, because="0 < 1")
    assert "0 &lt; 1" in forms(show(statement))["text/html"]


@pytest.mark.parametrize("label", ["square", "eq-x", "eq-Forward-a", ""])
def test_a_misspelled_label_is_refused(label):
    with pytest.raises(ValueError, match="label: found"):
        show(derivation(), label=label)


@pytest.mark.parametrize("thing", [Derivation(z), z, None, "x"])
def test_what_has_no_verdict_is_not_shown(thing):
    with pytest.raises(ValueError, match="verdict"):
        show(thing)


def test_formulas_are_left_for_the_build():
    d = Derivation(sp.Derivative(z**2, z))
    d.step(2 * z)
    shown = left(show(d))
    assert shown["verdict"] == "proved"
    assert shown["groups"] == [[r"\frac{d}{d z} z^{2}", "2 z"]]


def test_what_prose_says_in_passing_is_held_and_not_shown():
    shown = said(derivation(), Executed(z, z + 0, {z: 1.0}))
    assert list(forms(shown)) == ["text/plain"]
    assert len(left(shown)["groups"]) == 2
    assert left(shown)["verdict"] is None
    with pytest.raises(ValueError, match="verdict"):
        said(Derivation(z))


def test_a_report_is_shown_only_if_it_passed():
    good = compare({"Z1": (np.ones(2), np.ones(2))})
    assert "✓ agrees" in forms(show(good))["text/html"]
    bad = compare({"Z1": (np.ones(2), np.zeros(2))})
    with pytest.raises(GradientMismatch, match="Z1"):
        show(bad)


def test_source_shows_the_library_without_its_docstring():
    code = repr(source(Network._backward))
    assert "np.matmul(dJ_dZ[l], A[l - 1].T" in code
    plain = repr(source(Network.forward))
    assert '"""' not in plain
    assert '"""' in repr(source(Network.forward, docstring=True))
    assert forms(source(Network.forward))["text/markdown"].count(
        "fnn_lib/network.py"
    )


def test_source_without_docstring_still_is_python():
    compile(repr(source(Network)), "shown", "exec")
