"""Induction: a statement for every layer, from a base and a step."""

import sympy as sp

from .derivation import VERDICTS
from .equality import decide
from .notation import latex
from .refusal import RefutedStep

__all__ = ["Induction"]


class Induction:
    """The claim that what a recursion computes is what it should, everywhere.

    The recursion runs through ``steps + 1`` places, such as the layers from
    the last to the first. The claim is ``true == computed`` at each. It holds
    when it holds at the first place, and when it passes from a generic place
    to the next one: the step may use it once, as its hypothesis.

    Parameters
    ----------
    claim : callable
        From the name of a place to the pair ``(true, computed)`` there.
    base : Derivation
        From the true value at the first place to the start of the recursion.
    step : Derivation
        From the true value at the next place to the rule of the recursion.
        Only the hypothesis may be `given` in it.
    start, rule : sympy expression
        What the recursion computes at the first place, and at the next one
        from the place before.
    places : tuple
        Names of the first, of a generic and of the next place.

    Raises
    ------
    RefutedStep
        When the base or the step proves another statement than the claim, or
        the step rests on anything but the hypothesis.
    """

    def __init__(self, claim, base, step, start, rule, places):
        first, here, following = places
        self.claims = [claim(place) for place in (first, here, following)]
        self.base, self.step, self.places = base, step, places
        at_first, hypothesis, conclusion = self.claims
        _require(base.lhs, at_first[0], "the base speaks of")
        _require(step.lhs, conclusion[0], "the step speaks of")
        _prove(base.result, start, base.where, "the base ends in")
        _prove(step.result, rule, step.where, "the step ends in")
        _discharge(base, {}, "the base")
        _discharge(step, dict([hypothesis]), "the step")
        if not step.given:
            raise RefutedStep(
                f"the step from {here} to {following} does not use the "
                "hypothesis: it is no induction",
                {},
                "no hypothesis",
                f"{hypothesis[0]} = {hypothesis[1]}",
            )

    @property
    def verdict(self):
        """The weaker verdict of base and step."""
        verdicts = self.base.verdict, self.step.verdict
        return max(verdicts, key=VERDICTS.index)

    @property
    def claim(self):
        """The claim at a generic place, as LaTeX."""
        true, computed = self.claims[1]
        return f"{latex(true)} = {latex(computed)}"

    def latex(self):
        """Return the claim, then the lines of base and step."""
        true, computed = self.claims[1]
        first, here, following = self.places
        head = (
            rf"&\text{{claim, every }} {here}\colon && "
            rf"{latex(true)} = {latex(computed)}"
        )
        base = rf"&\text{{base, }} {first}\colon && {self.base.claim}"
        step = (
            rf"&\text{{step, }} {here} \text{{ to }} {following}\colon && "
            rf"{self.step.claim}"
        )
        body = " \\\\[0.6em]\n".join([head, base, step])
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def formulas(self):
        """Return the LaTeX of the claim, the base and the step."""
        return [
            [latex(side) for side in self.claims[1]],
            *self.base.formulas(),
            *self.step.formulas(),
        ]


def _require(found, wanted, what):
    if found != wanted:
        raise RefutedStep(f"{what} {found}, not {wanted}", {}, found, wanted)


def _prove(found, wanted, where, what):
    finding = decide(found, sp.sympify(wanted), where)
    if finding.verdict == "refuted":
        raise RefutedStep(
            f"{what} {found}, which is not {wanted}",
            finding.counterexample,
            finding.left,
            finding.right,
        )


def _discharge(derivation, allowed, what):
    for old, new in derivation.given.items():
        if allowed.get(old) != new:
            raise RefutedStep(
                f"{what} puts {new} in place of {old}, which is not the "
                "hypothesis",
                {},
                old,
                new,
            )
