"""Reports: a table of comparisons, each error beside its tolerance."""

import html
from dataclasses import dataclass, field

import numpy as np

from ._checks import fail

__all__ = ["GradientMismatch", "Report", "Row", "compare", "relative_error"]


class GradientMismatch(AssertionError):
    """Two values that should agree do not; the message names them."""


@dataclass(frozen=True)
class Row:
    """One comparison: ``passed`` is None where it could not be judged."""

    name: str
    shape: tuple
    method: str
    error: float
    tolerance: float
    judged: bool = True

    @property
    def passed(self):
        """Whether the error is within the tolerance, None if not judged."""
        return bool(self.error <= self.tolerance) if self.judged else None


#: How a row's outcome reads, without relying on colour.
OUTCOMES = {True: "✓ agrees", False: "✗ differs", None: "– not judged"}


@dataclass(frozen=True)
class Report:
    """A table of comparisons.

    Attributes
    ----------
    rows : tuple of Row
        One for each comparison.
    title : str
        What was compared.
    notes : tuple of str
        What a reader of the table must know, such as inputs near a kink.
    """

    rows: tuple
    title: str = ""
    notes: tuple = field(default=())

    @property
    def passed(self):
        """True if every row agrees, False if one differs, otherwise None."""
        outcomes = {row.passed for row in self.rows} or {None}
        return next(o for o in (False, None, True) if o in outcomes)

    @property
    def max_relative_error(self):
        """The largest error of any row (NaN counts as largest)."""
        return float(np.max([row.error for row in self.rows]))

    def require(self):
        """Return the report itself if it passed.

        Raises
        ------
        GradientMismatch
            When a row differs or could not be judged; it names the rows.
        """
        bad = [row for row in self.rows if row.passed is not True]
        if bad:
            raise GradientMismatch("; ".join(map(_sentence, bad)))
        return self

    def __str__(self):
        width = max(len(row.name) for row in self.rows)
        lines = [self.title] if self.title else []
        lines += [
            f"{row.name:<{width}}  {row.shape!s:<10} {row.method:<8} "
            f"{row.error:9.1e}  tolerance {row.tolerance:.0e}  "
            f"{OUTCOMES[row.passed]}"
            for row in self.rows
        ]
        return "\n".join([*lines, *self.notes])

    def _repr_html_(self):
        head = "quantity", "shape", "against", "error", "tolerance", "outcome"
        body = "".join(
            "<tr>"
            f'<th scope="row"><code>{html.escape(row.name)}</code></th>'
            f"<td>{_times(row.shape)}</td><td>{html.escape(row.method)}</td>"
            f"<td>{row.error:.1e}</td><td>{row.tolerance:.0e}</td>"
            f'<td data-outcome="{row.passed}">{OUTCOMES[row.passed]}</td>'
            "</tr>"
            for row in self.rows
        )
        heads = "".join(f'<th scope="col">{text}</th>' for text in head)
        caption = (
            f"<caption>{html.escape(self.title)}</caption>"
            if self.title
            else ""
        )
        notes = "".join(
            f'<p class="fnn-note">{html.escape(note)}</p>'
            for note in self.notes
        )
        return (
            '<div class="fnn-report"><table class="fnn-table">'
            f"{caption}<thead><tr>{heads}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}</div>"
        )


def relative_error(found, wanted, floor):
    """Return ``|found - wanted| / max(|found| + |wanted|, floor)``.

    The norm is the 2-norm over all entries of two arrays of one shape; the
    floor keeps two zeros that differ by rounding from counting as different.
    See :eq:`eq-gradient-check-relative-error`.
    """
    largest = max(np.abs(found).max(initial=0), np.abs(wanted).max(initial=0))
    if 1 < largest < np.inf:  # squares of huge entries would overflow
        found, wanted, floor = (v / largest for v in (found, wanted, floor))
    scale = np.linalg.norm(found) + np.linalg.norm(wanted)
    return float(np.linalg.norm(found - wanted) / max(scale, floor))


def compare(pairs, tolerance=1e-12, title="", against="fnn_lib"):
    """Compare arrays by name and return a report.

    Parameters
    ----------
    pairs : dict of str to (array_like, array_like)
        For each name the value found and the value wanted, of one shape.
    tolerance : float
        The largest relative error that passes.
    title, against : str
        What the table is called, and what the values are compared with.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        When there is nothing to compare, or two shapes differ.
    """
    if not pairs:
        fail("pairs", "no pair", "at least one")
    rows = []
    for name, (found, wanted) in pairs.items():
        found, wanted = _numbers(name, found), _numbers(name, wanted)
        if found.shape != wanted.shape:
            fail(name, f"shape {found.shape}", f"shape {wanted.shape}")
        error = relative_error(found, wanted, floor=1.0e-3)
        rows.append(Row(name, found.shape, against, error, tolerance))
    return Report(tuple(rows), title)


def _numbers(name, value):
    found = np.asarray(value)
    if found.dtype.kind not in "biufc" or not found.size:
        fail(name, f"{found.size} entries of {found.dtype}", "numbers")
    return found + 0.0


def _times(shape):
    return " × ".join(map(str, shape)) if shape else "number"


def _sentence(row):
    return (
        f"{row.name} {'differs from' if row.judged else 'not judged against'} "
        f"{row.method}: relative error {row.error:.1e}, tolerance "
        f"{row.tolerance:.0e}"
    )
