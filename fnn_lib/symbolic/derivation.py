"""Derivations: chains of equal expressions, each step decided."""

import functools
from typing import NamedTuple

import sympy as sp

from .equality import decide, prepare
from .lefthand import wrong_name
from .notation import latex
from .refusal import RefutedStep
from .slopes import wrong_derivative

__all__ = ["VERDICTS", "Derivation", "RefutedStep", "Step", "verify"]

#: From the strongest to the weakest.
VERDICTS = ("proved for every size", "proved", "checked", "executed", "read")


#: A first line of more LaTeX than this has no room for a second one beside it.
LONG = 120


class Step(NamedTuple):
    """A line of a derivation, why it follows, and how that was decided."""

    expression: object
    because: str
    verdict: str


class Derivation:
    """A chain of equal expressions.

    Parameters
    ----------
    first : sympy expression or Matrix
        The first line.
    lhs : sympy expression, optional
        A name for it, printed in front.
    because : str
        Where the first line comes from.
    where : dict, optional
        The open interval that a symbol is restricted to, by symbol; it is
        printed, and nothing is claimed outside it.

    Raises
    ------
    RefutedStep
        When the first line holds a derivative that is not the slope of its
        values, or the name is that of a slope in another variable.

    Examples
    --------
    >>> import sympy as sp
    >>> from fnn_lib.symbolic import Derivation, sigma, symbol
    >>> z = symbol("z")
    >>> d = Derivation(sp.diff(sigma(z), z))
    >>> d.step(sigma(z) * (1 - sigma(z)), because="split the fraction")
    >>> d.verdict
    'proved'
    """

    def __init__(self, first, lhs=None, because="", where=None):
        self.lhs = lhs
        self.first = sp.sympify(first)
        self.because = because
        self.where = dict(where or {})
        #: What steps were allowed to put in place of what.
        self.given = {}
        self.steps = []
        if lhs is not None and (found := wrong_name(lhs, self.first)):
            name, left, right = found
            raise RefutedStep(
                f"first line: {name} says {left}, the line has {right}",
                {},
                right,
                left,
            )
        if found := _wrong_derivative(self.first, self.where):
            derivative, at, left, right = found
            raise RefutedStep(
                f"first line: {derivative} as SymPy takes it is not the "
                f"slope of its values at {_point(at)}: {_short(left)} "
                f"against {_short(right)}",
                at,
                left,
                right,
            )

    @property
    def result(self):
        """The last line."""
        return self.steps[-1].expression if self.steps else self.first

    @property
    def verdict(self):
        """The weakest verdict of the steps; a lone first line is 'read'."""
        return max(
            (step.verdict for step in self.steps),
            key=VERDICTS.index,
            default="read",
        )

    def step(self, expression, because="", given=None):
        """Add a line that equals the one before.

        Parameters
        ----------
        expression : sympy expression or Matrix
            The new line.
        because : str
            The reason, in words.
        given : dict, optional
            What may be put in place of what, such as the hypothesis of an
            induction: the line follows from the one before with it.

        Raises
        ------
        RefutedStep
            When the two lines differ; nothing is added.
        """
        expression = sp.sympify(expression)
        before = self.result.subs(given or {})
        finding = decide(before, expression, self.where)
        if finding.verdict == "refuted":
            raise RefutedStep(
                self._refusal(expression, because, finding),
                finding.counterexample,
                finding.left,
                finding.right,
                sides=(before, expression, self.where),
            )
        self.given |= given or {}
        self.steps.append(Step(expression, because, finding.verdict))

    def latex(self):
        """Return the aligned lines, a reason beside each."""
        first = latex(self.first)
        lines = [_line(latex(s.expression), s.because) for s in self.steps]
        if self.lhs is not None:
            opening = f"{latex(self.lhs)} {_line(first, self.because)}"
        elif self.because or len(first) > LONG or not lines:
            opening = _line(first, self.because, sign="&\\phantom{={}}")
        else:
            opening = f"{first} {lines.pop(0)}"
        body = " \\\\[0.5em]\n".join([opening, *lines])
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    @property
    def claim(self):
        """The whole as one equation: its two ends, as LaTeX."""
        opening = self.first if self.lhs is None else self.lhs
        return f"{latex(opening)} = {latex(self.result)}"

    def formulas(self):
        """Return the LaTeX of all that is equal here, in one group."""
        lines = [self.first, *(step.expression for step in self.steps)]
        if self.lhs is not None:
            lines.insert(0, self.lhs)
        return [[latex(line) for line in lines]]

    def _refusal(self, expression, because, finding):
        at = _point(finding.counterexample or {})
        return (
            f"step {len(self.steps) + 1} ({because or 'no reason given'}) is "
            f"wrong: {self.result} is not {expression}"
            + (f" at {at}" if at else "")
            + f": {_short(finding.left)} against {_short(finding.right)}"
        )


def verify(left, right, where=None, because=""):
    """Prove that two expressions are equal.

    Parameters
    ----------
    left, right : sympy expression or Matrix
        The two sides; what it is first, then what is claimed.
    where : dict, optional
        The open interval that a symbol is restricted to, by symbol.
    because : str
        The reason, in words.

    Returns
    -------
    Derivation
        Of the one step; its verdict says how it was decided.

    Raises
    ------
    RefutedStep
        When they differ, with values at which they do.

    Examples
    --------
    >>> from fnn_lib.symbolic import sigma, symbol, verify
    >>> z = symbol("z")
    >>> verify(sigma(-z), 1 - sigma(z)).verdict
    'proved'
    """
    derivation = Derivation(left, where=where)
    derivation.step(right, because=because)
    return derivation


def _wrong_derivative(first, where):
    """Look for a wrong derivative; once for each first line."""
    if isinstance(first, sp.MatrixBase):
        first = first.as_immutable()
    return _sought(first, prepare, frozenset(where.items()))


@functools.lru_cache(maxsize=128)
def _sought(first, taken, where):
    return wrong_derivative(first, taken, dict(where))


def _line(text, because, sign="&="):
    reason = f" && \\text{{{because}}}" if because else ""
    return f"{sign} {text}{reason}"


def _point(values):
    return ", ".join(f"{k} = {_short(v)}" for k, v in values.items())


def _short(value):
    if isinstance(value, str):
        return value
    number = complex(value)
    return f"{number.real:.6g}" if number.imag == 0 else f"{number:.6g}"
