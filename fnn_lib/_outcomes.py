"""What became of a check: a verdict, or how a form was refuted."""

import numpy as np

from ._wording import in_words, unlike
from .display import MARKS
from .report import GradientMismatch, Report
from .symbolic import RefutedStep
from .symbolic.equality import decide
from .symbolic.notation import value_latex
from .symbolic.refusal import CLASH

__all__ = ["REFUTED", "outcome", "returned", "sides_of", "verdict_of"]

#: What a statement that does not hold raises. Anything else is a fault of
#: the check and ends the cell.
REFUTED = (RefutedStep, GradientMismatch)
#: Beside a number of the size of 1 this is what rounding leaves of 0.
TINY = 1e-12


def returned(held):
    """Return all that a check returned; a report must have passed."""
    held = held if isinstance(held, tuple | list) else (held,)
    return [x.require() if isinstance(x, Report) else x for x in held]


def verdict_of(one):
    if isinstance(one, Report):
        return "executed"
    verdict = getattr(one, "verdict", None)
    if verdict not in MARKS:
        raise ValueError(
            f"check: found verdict {verdict!r}, wanted one of "
            + ", ".join(MARKS)
        )
    return verdict


def outcome(check, form):
    """Return the verdict of a form, or how it was refuted."""
    try:
        return {"verdict": verdict_of(returned(check(form))[0])}
    except REFUTED as error:
        return _refutation(error)


def _refutation(error):
    left, right = sides_of(error)
    found = _gap(left, right)
    point = getattr(error, "counterexample", None) or {}
    numbers = {
        name: _text(value)
        for name, value in point.items()
        if np.ndim(value) == 0 and not str(name).startswith("_")
    }
    if numbers:
        found["at"] = ", ".join(f"{k} = {v}" for k, v in numbers.items())
        found["point"] = [
            f"{value_latex(str(k))} = {v}" for k, v in numbers.items()
        ]
    return found


def sides_of(error):
    if isinstance(error, GradientMismatch):
        return "values that agree", str(error)
    sides = getattr(error, "sides", None)
    if sides:  # a derivation: at a random point, whatever refuted it first
        finding = decide(*sides, special=False)
        if finding.verdict == "refuted":
            error.counterexample = finding.counterexample
            return finding.left, finding.right
    return error.left, error.right


def _number(value):
    """Return an array of numbers, or None for anything else."""
    if isinstance(value, str | bool):
        return None
    try:
        return np.asarray(value, dtype=complex)
    except (TypeError, ValueError):
        return None


def _gap(left, right):
    """Return the two values in words, and how far off the claimed one is."""
    a, b = _number(left), _number(right)
    if a is None or b is None or a.shape != b.shape or not a.size:
        clash = isinstance(left, str) and left == CLASH
        if clash:
            return {"refuted": in_words(right)}
        if a is None and b is None:
            return {"refuted": unlike(left, right)}
        return {"refuted": f"{_text(left)}, not {_text(right)}"}
    gaps = np.abs(a - b)
    worst = np.unravel_index(gaps.argmax(), gaps.shape)
    pair = np.array([a[worst], b[worst]])
    pair[np.abs(pair) < TINY * np.abs(pair).max()] = 0
    found = {"refuted": f"{_text(pair[0])}, not {_text(pair[1])}"}
    scale = float(np.abs(a).max())
    return found | ({"relative": float(gaps.max()) / scale} if scale else {})


def _text(value):
    number = _number(value)
    if number is None:
        return in_words(value)
    if number.ndim:
        return f"shape {number.shape}"
    real, imaginary = float(number.real) + 0.0, float(number.imag)
    return f"{real:.4g}" if not imaginary else f"{real:.4g} + {imaginary:.4g}i"
