"""Statements of the documents, judged where their subject is treated.

A check is a function of a *form* of the statement. The right form must pass
it. Forms altered by a sign, an index, a transpose, a size or a layer must
fail it: a check that would also pass on a false statement is none.
"""

import html
import json

import numpy as np
import sympy as sp

from ._outcomes import REFUTED, outcome, returned, sides_of, verdict_of
from .display import MARKS, Shown, formulas_of
from .symbolic import RefutedStep, Shape

__all__ = ["RECORDS", "Statements"]
#: Under this key the metadata of an output has the records.
RECORDS = "fnn_statements"
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
        found = outcome(check, printed)
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
            {"words": words} | outcome(check, reading)
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
            held = returned(check(form))
        except REFUTED as error:
            left, right = sides_of(error)
            raise RefutedStep(f"{key}: {error}", {}, left, right) from error
        failed = []
        for words, wrong in (altered | _opposite(form, held[0])).items():
            found = outcome(check, wrong)
            if "verdict" in found:
                raise ValueError(
                    f"{key}, altered ({words}): found that it is "
                    f"{found['verdict']}, wanted it refuted: the check would "
                    "pass on a false statement"
                )
            found.pop("point", None)  # told for what is printed only
            failed.append({"words": words} | found)
        self.formulas += [group for one in held for group in formulas_of(one)]
        record = {"id": key, "how": how, "verdict": verdict_of(held[0])}
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
