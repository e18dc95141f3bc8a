"""Induction: a base, a step that uses the hypothesis, and nothing else."""

import pytest
import sympy as sp

from fnn_lib.symbolic import Derivation, Induction, RefutedStep, symbol

w, x = symbol("w"), symbol("x")
slope, computed = symbol("da_dx"), symbol("delta")


def name(place):
    names = {"1": ("s_1", "d_1"), "l": ("s_l", "d_l"), "l+1": ("s_k", "d_k")}
    return tuple(map(symbol, names[place]))


s_l, d_l = name("l")


def base(result=w):
    d = Derivation(sp.Derivative(w * x, x), lhs=name("1")[0])
    d.step(result)
    return d


def step(given=None, result=w * d_l):
    d = Derivation(sp.Derivative(w * s_l * x, x), lhs=name("l+1")[0])
    d.step(w * s_l)
    d.step(result, because="hypothesis", given=given or {s_l: d_l})
    return d


def induction(base, step, start=w, rule=w * d_l):
    return Induction(name, base, step, start, rule, ("1", "l", "l+1"))


def test_a_base_and_a_step_prove_every_place():
    proof = induction(base(), step())
    assert proof.verdict == "proved"
    assert proof.claim == "s_{l} = d_{l}"
    assert r"\text{base, }" in proof.latex()


def test_the_recursion_must_be_the_one_that_is_proved():
    with pytest.raises(RefutedStep, match="the base ends in w"):
        induction(base(), step(), start=2 * w)
    with pytest.raises(RefutedStep, match="the step ends in"):
        induction(base(), step(), rule=-w * d_l)


def test_the_step_may_use_nothing_but_the_hypothesis():
    other = symbol("c")
    with pytest.raises(RefutedStep, match="not the hypothesis"):
        induction(base(), step({s_l: other}, w * other), rule=w * other)


def test_a_step_without_the_hypothesis_is_no_induction():
    d = Derivation(sp.Derivative(w * d_l * x, x), lhs=name("l+1")[0])
    d.step(w * d_l)
    with pytest.raises(RefutedStep, match="does not use the hypothesis"):
        induction(base(), d)


def test_the_base_must_not_use_it():
    d = Derivation(s_l, lhs=name("1")[0])
    d.step(d_l, given={s_l: d_l})
    with pytest.raises(RefutedStep, match="the base puts"):
        induction(d, step(), start=d_l)


def test_base_and_step_speak_of_the_claim():
    with pytest.raises(RefutedStep, match="the base speaks of"):
        induction(step(), step())


def test_what_does_not_follow_from_the_hypothesis_is_refuted():
    with pytest.raises(RefutedStep, match="hypothesis"):
        step(result=w * d_l + 1)
