"""Statements of the documents, judged where their subject is treated.

A check is a function of a *form* of the statement. The right form must pass
it. Forms altered by a sign, an index, a transpose, a size or a layer must
fail it: a check that would also pass on a false statement is none.
"""

import html
import json

import numpy as np
import sympy as sp

from ._wording import in_words, unlike
from .display import MARKS, Shown, formulas_of
from .report import GradientMismatch, Report
from .symbolic import RefutedStep, Shape
from .symbolic.equality import decide
from .symbolic.notation import value_latex
from .symbolic.refusal import CLASH

__all__ = ["RECORDS", "Statements"]

#: What a statement that does not hold raises. Anything else is a fault of
#: the check and ends the cell.
REFUTED = (RefutedStep, GradientMismatch)

#: Under this key the metadata of an output has the records.
RECORDS = "fnn_statements"

#: Beside a number of the size of 1 this is what rounding leaves of 0.
TINY = 1e-12

#: How each judgement reads in a notebook.
WORDS = {"holds": "holds", "erratum": "erratum", "ambiguous": "ambiguous"}


class Statements:
    """Judged statements, shown together by the cell that ends in them.

    Parameters
    ----------
    title : str
        What they are: the document, the subject.
    """

    def __init__(self, title):
        self.title = title
        self.records = []
        self.formulas = []

    def holds(self, key, check, form, altered):
        """Judge a statement that is right as printed, or as restored.

        Parameters
        ----------
        key : str
            Its id, such as ``C05``.
        check : callable
            From a form to something with a verdict, or to a tuple of such,
            the one that carries the verdict first; what it is stands left of
            what the form says. It raises where the form is wrong.
        form : object
            What the statement says.
        altered : dict
            Wrong forms by what is wrong with them, in words. A formula with
            its sign turned is always among them.

        Raises
        ------
        RefutedStep
            When the form does not hold.
        ValueError
            When an altered form passes: the check proves nothing.
        """
        self._enter(key, "holds", check, form, altered)

    def erratum(self, key, check, printed, right, altered):
        """Judge a statement that is wrong as printed.

        Parameters
        ----------
        key, check, altered
            As in `holds`.
        printed : object
            The form as printed, which must be refuted.
        right : object
            The form that holds.

        Raises
        ------
        RefutedStep
            When the right form does not hold.
        ValueError
            When the printed form or an altered one passes.
        """
        found = _outcome(check, printed)
        if "verdict" in found:
            raise ValueError(
                f"{key}, printed: found that it is {found['verdict']}, "
                "wanted it refuted"
            )
        self._enter(key, "erratum", check, right, altered, printed=found)

    def ambiguous(self, key, check, readings, altered):
        """Judge a statement with more than one reading.

        Parameters
        ----------
        key, check, altered
            As in `holds`.
        readings : dict
            Forms by how the statement is read, in words; the first holds.

        Raises
        ------
        RefutedStep
            When the first reading does not hold.
        ValueError
            When there is only one, or an altered form passes.
        """
        if len(readings) < 2:
            raise ValueError(
                f"{key}, readings: found {len(readings)}, wanted at least two"
            )
        form = next(iter(readings.values()))
        judged = [
            {"words": words} | _outcome(check, reading)
            for words, reading in readings.items()
        ]
        self._enter(key, "ambiguous", check, form, altered, readings=judged)

    def _enter(self, key, how, check, form, altered, **more):
        if any(record["id"] == key for record in self.records):
            raise ValueError(f"{key}: found it judged before, wanted once")
        if not altered:
            raise ValueError(
                f"{key}, altered: found none, wanted at least one"
            )
        try:
            held = _all(check(form))
        except REFUTED as error:
            left, right = _values(error)
            raise RefutedStep(f"{key}: {error}", {}, left, right) from error
        failed = []
        for words, wrong in (altered | _opposite(form, held[0])).items():
            found = _outcome(check, wrong)
            if "verdict" in found:
                raise ValueError(
                    f"{key}, altered ({words}): found that it is "
                    f"{found['verdict']}, wanted it refuted: the check would "
                    "pass on a false statement"
                )
            found.pop("point", None)  # told for what is printed only
            failed.append({"words": words} | found)
        self.formulas += [group for one in held for group in formulas_of(one)]
        record = {"id": key, "how": how, "verdict": _verdict(held[0])}
        record |= {"claim": getattr(held[0], "claim", None)}
        self.records.append(record | more | {"altered": failed})

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = Shown(
            self._markdown(), self._page(), repr(self), self.formulas
        )
        shown.left[RECORDS] = self.records
        return shown._repr_mimebundle_()

    def __repr__(self):
        lines = [f"{r['id']} {r['how']}: {r['verdict']}" for r in self.records]
        return "\n".join([self.title, *lines])

    def _markdown(self):
        """Return a fold with a directive for each record."""
        parts = "\n\n".join(
            f"```{{statement}} {record['id']}\n{json.dumps(record)}\n```"
            for record in self.records
        )
        head = f"{self.title}: {_count(self.records)}"
        return (
            f"::::{{dropdown}} {head}\n:class-container: fnn-statements\n\n"
            f"{parts}\n::::\n"
        )

    def _page(self):
        rows = "".join(
            f'<tr><th scope="row">{r["id"]}</th><td>{WORDS[r["how"]]}</td>'
            f"<td>{MARKS[r['verdict']]}</td>"
            f"<td>{html.escape(_failures(r))}</td></tr>"
            for r in self.records
        )
        return (
            f"<table><caption>{html.escape(self.title)}</caption>"
            "<tr><th>statement</th><th>judgement</th><th>verdict</th>"
            f"<th>refuted when altered</th></tr>{rows}</table>"
        )


def _opposite(form, first):
    """Return the form with its sign turned, where it has a sign.

    Whatever an author alters, no check may pass the opposite of what it
    holds. A shape has no sign, and zero is its own opposite.
    """
    signed = sp.Expr, sp.MatrixBase, sp.MatrixExpr, np.ndarray, float
    if not isinstance(form, signed) or isinstance(first, Shape):
        return {}
    turned = -form
    if isinstance(form, sp.Basic | sp.MatrixBase) and turned == form:
        return {}
    return {"the sign of the whole": turned}


def _count(records):
    errata = sum(record["how"] == "erratum" for record in records)
    text = f"{len(records)} statement" + "s" * (len(records) != 1)
    if not errata:
        return text
    return f"{text}, {errata} " + ("erratum" if errata == 1 else "errata")


def _failures(record):
    return "; ".join(one["words"] for one in record["altered"])


def _all(held):
    """Return all that a check returned; a report must have passed."""
    held = held if isinstance(held, tuple | list) else (held,)
    return [x.require() if isinstance(x, Report) else x for x in held]


def _verdict(one):
    if isinstance(one, Report):
        return "executed"
    verdict = getattr(one, "verdict", None)
    if verdict not in MARKS:
        raise ValueError(
            f"check: found verdict {verdict!r}, wanted one of "
            + ", ".join(MARKS)
        )
    return verdict


def _outcome(check, form):
    """Return the verdict of a form, or how it was refuted."""
    try:
        return {"verdict": _verdict(_all(check(form))[0])}
    except REFUTED as error:
        return _refutation(error)


def _refutation(error):
    left, right = _values(error)
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


def _values(error):
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
