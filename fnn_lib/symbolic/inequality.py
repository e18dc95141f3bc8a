"""Inequalities: bounds such as ``0 < sigma(z) < 1``, proved or refuted."""

from random import Random

import mpmath
import sympy as sp

from .compiled import compiled
from .draws import DIGITS, points
from .equality import FAILURES, assume, prepare
from .notation import latex
from .points import CLOSE
from .refusal import RefutedStep
from .runs import runs

__all__ = ["Inequality"]

#: The relations by whether they are strict: printed, and what SymPy is asked.
RELATIONS = {True: ("<", "is_positive"), False: (r"\le", "is_nonnegative")}

#: What the difference of the two sides is to be.
WANTED = {True: "more than 0", False: "at least 0"}

#: Farther out a strict bound may be an equality for want of digits.
NEAR = 10

#: The forms in which SymPy is asked for the sign of the difference.
FORMS = (
    lambda e: e,
    sp.factor,
    lambda e: sp.factor(sp.together(e)),
    lambda e: sp.factor(sp.together(e.rewrite(sp.exp))),
    lambda e: sp.factor(sp.simplify(e)),
)


class Inequality:
    """A statement ``lower < upper`` or ``lower <= upper``.

    Parameters
    ----------
    lower, upper : sympy expression
        The two sides, printed as they stand.
    strict : bool
        Whether equality is excluded.
    where : dict, optional
        The open interval that a symbol is restricted to, by symbol.
    because : str
        A remark printed beside the statement.

    Raises
    ------
    RefutedStep
        When it does not hold; with values at which it does not.
    ValueError
        When SymPy cannot tell the sign of the difference: a bound that only
        held at points would not be one.
    """

    verdict = "proved"

    def __init__(self, lower, upper, strict=True, where=None, because=""):
        self.lower, self.upper = sp.sympify(lower), sp.sympify(upper)
        self.strict, self.because = strict, because
        where = dict(where or {})
        room = prepare(self.upper - self.lower)
        self._refute(room, where)
        if not any(self._holds(form, room, where) for form in FORMS):
            raise ValueError(
                f"inequality: found no proof of {self}, wanted a form whose "
                "sign SymPy can tell"
            )

    def latex(self):
        """Return the statement as printed."""
        relation, _ = RELATIONS[self.strict]
        remark = self.because and f" && \\text{{{self.because}}}"
        sides = f"{latex(self.lower)} &{relation} {latex(self.upper)}{remark}"
        return f"\\begin{{aligned}}\n{sides}\n\\end{{aligned}}"

    @property
    def claim(self):
        """The statement on one line, as LaTeX."""
        relation, _ = RELATIONS[self.strict]
        return f"{latex(self.lower)} {relation} {latex(self.upper)}"

    def formulas(self):
        """Return the statement's LaTeX, as a group of its own."""
        return [[self.claim]]

    def __str__(self):
        return f"{self.lower} {'<' if self.strict else '<='} {self.upper}"

    def _holds(self, form, room, where):
        _, question = RELATIONS[self.strict]
        try:
            return getattr(form(room.xreplace(assume(where))), question)
        except FAILURES:
            return False  # SymPy gave up: that form proves nothing

    def _refute(self, room, where):
        side = compiled([room])
        if side is None:
            raise RefutedStep(f"{self} is defined nowhere", {}, room, 0)
        random = Random(0)
        with mpmath.workdps(DIGITS):
            for run in runs([room], where, random):
                for point in points([side], run, where, random):
                    self._look(side, point, run)

    def _look(self, side, point, run):
        """Refuse where the lower side exceeds the upper one."""
        try:
            (found,) = side(point, run)
        except (ZeroDivisionError, ValueError, OverflowError):
            return
        # Where the room is below the last digit, only a proof tells.
        near = max(map(abs, point.values()), default=0) < NEAR
        equal = self.strict and found == 0 and near
        if equal or found < -CLOSE:
            at = point.named()
            raise RefutedStep(
                f"{self} does not hold at {at}: the right side exceeds the "
                f"left by {mpmath.nstr(found, 6)}",
                at,
                found,
                WANTED[self.strict],
            )
