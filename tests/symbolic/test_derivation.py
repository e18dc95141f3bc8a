"""Derivations: chains, refusals and their printing."""

import pytest
import sympy as sp

from fnn_lib.symbolic import Derivation, RefutedStep, sigma, symbol

z = symbol("z")


def slope():
    d = Derivation(sp.diff(sigma(z), z))
    d.step(sp.exp(-z) / (1 + sp.exp(-z)) ** 2, because="chain rule")
    return d


def test_a_chain_keeps_its_lines_and_its_verdict():
    d = slope()
    d.step(sigma(z) * (1 - sigma(z)), because="split the fraction")
    assert d.result == sigma(z) * (1 - sigma(z))
    assert [s.because for s in d.steps] == ["chain rule", "split the fraction"]
    assert d.verdict == "proved"


def test_a_wrong_step_raises_with_a_counterexample_and_adds_nothing():
    d = slope()
    with pytest.raises(RefutedStep, match="chain gone wrong") as caught:
        d.step(sigma(z) * (1 + sigma(z)), because="chain gone wrong")
    at = caught.value.counterexample["z"]
    assert (
        abs(
            float(sp.exp(-at) / (1 + sp.exp(-at)) ** 2)
            - complex(caught.value.left).real
        )
        < 1e-12
    )
    assert caught.value.left != caught.value.right
    assert len(d.steps) == 1


def test_each_step_is_compared_with_the_line_before_not_the_first():
    d = Derivation(z)
    with pytest.raises(RefutedStep):
        d.step(z + 1)
    d.step(z + 1 - 1)
    assert d.result == z


def test_the_verdict_is_the_weakest_of_the_steps(monkeypatch):
    d = slope()
    monkeypatch.setattr("fnn_lib.symbolic.equality.STRATEGIES", ())
    d.step(sigma(z) * (1 - sigma(z)))
    assert d.verdict == "checked"


def test_a_lone_first_line_has_no_verdict_that_a_page_prints():
    assert Derivation(z).verdict == "read"


def test_lines_are_aligned_with_a_reason_beside_each():
    text = slope().latex()
    assert text.count("&=") == 1
    assert r"\text{chain rule}" in text
    assert text.startswith(r"\begin{aligned}")


def test_a_name_in_front_is_printed_once():
    d = Derivation(z + z, lhs=symbol("J"), because="given")
    d.step(2 * z, because="add")
    assert d.latex().splitlines()[1].startswith("J &= ")


def test_a_first_line_with_a_reason_stands_alone():
    d = Derivation(z + z, because="given")
    d.step(2 * z, because="add")
    first, second = d.latex().splitlines()[1:3]
    assert r"\text{given}" in first
    assert second.startswith("&= 2 z")


def test_a_long_first_line_stands_alone():
    d = Derivation(sum(symbol(f"W1_{i}1") for i in range(1, 13)))
    d.step(d.first, because="the same")
    assert d.latex().splitlines()[1].startswith(r"&\phantom{={}}")
