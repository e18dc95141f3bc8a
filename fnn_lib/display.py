"""What chapters show with: equations with their verdicts, code, tables.

Everything displayed goes through `show`, so that what is printed is what was
checked. Each output comes as Markdown for the book and as HTML for a running
notebook.
"""

import html
import inspect
import os
import re
import textwrap

from .figures import figure, network_diagram, palette
from .report import Report

__all__ = [
    "figure",
    "live",
    "network_diagram",
    "palette",
    "said",
    "show",
    "source",
]

#: Under this key the metadata of an output has its formulas: groups of LaTeX,
#: all equal within a group. Formulas in prose are held against them.
FORMULAS = "fnn_formulas"

_LABEL = re.compile(r"eq-[a-z]+(-[a-z0-9]+)+")

#: What each verdict means, in the words and with the mark of the page.
MARKS = {
    "proved for every size": "✓ proved for every size",
    "proved": "✓ proved",
    "checked": "≈ checked at 20 points to 50 digits, not proved",
    "executed": "▸ executed: symbols and numbers agree",
}


class Shown:
    """An output with one form for the book and one for a notebook."""

    def __init__(self, markdown, page, text, formulas=(), verdict=None):
        self._forms = {
            "text/markdown": markdown,
            "text/html": page,
            "text/plain": text,
        }
        #: What the build reads; a page does not show it.
        self.left = {}
        if formulas:
            self.left[FORMULAS] = {
                "verdict": verdict,
                "groups": list(formulas),
            }

    def _repr_mimebundle_(self, include=None, exclude=None):
        forms = {kind: form for kind, form in self._forms.items() if form}
        return forms, self.left

    def __repr__(self):
        return self._forms["text/plain"]


def show(statement, label=None):
    """Show a checked statement: a derivation, an equation or a report.

    Parameters
    ----------
    statement : Derivation, Executed or Report
        What was checked; a report must have passed.
    label : str, optional
        ``eq-<chapter>-<name>``: the equation gets a number and can be
        referred to by it.

    Returns
    -------
    Shown

    Raises
    ------
    GradientMismatch
        When a report did not pass; it names the rows.
    ValueError
        When the label is misspelled, or the statement has no verdict that a
        page may print.
    """
    if isinstance(statement, Report):
        page = statement.require()._repr_html_()
        return Shown(None, page, str(statement))
    if label is not None and not _LABEL.fullmatch(label):
        raise ValueError(
            f"label: found {label!r}, wanted the form 'eq-chapter-name'"
        )
    verdict = getattr(statement, "verdict", None)
    if verdict not in MARKS:
        raise ValueError(
            f"statement: found verdict {verdict!r}, wanted one of "
            + ", ".join(MARKS)
        )
    formula = statement.latex()
    target = f" ({label})" if label else ""
    mark = (
        f'<p class="fnn-verdict" data-verdict="{verdict}">{MARKS[verdict]}</p>'
    )
    return Shown(
        f"$$\n{formula}\n$${target}\n\n{mark}\n",
        f'<div class="fnn-equation">$${html.escape(formula)}$${mark}</div>',
        f"{formula}\n{MARKS[verdict]}",
        formulas_of(statement),
        verdict,
    )


def formulas_of(statement):
    """Return the LaTeX of a checked statement, in groups of equal formulas."""
    formulas = getattr(statement, "formulas", None)
    return formulas() if callable(formulas) else []


def said(*statements):
    """Hold the formulas that prose states in passing.

    Nothing is shown. A formula between dollars in the text must be one of
    those that a cell of its chapter has proved or run.

    Parameters
    ----------
    *statements : Derivation, Executed, Inequality, Shape
        What was checked.

    Returns
    -------
    Shown

    Raises
    ------
    ValueError
        When a statement has no verdict that a page may print.
    """
    for statement in statements:
        if getattr(statement, "verdict", None) not in MARKS:
            raise ValueError(f"statement: found no verdict for {statement}")
    groups = [group for one in statements for group in formulas_of(one)]
    return Shown(None, None, f"{len(statements)} statements hold", groups)


def live(f, /, *, alt, **controls):
    """Let a function of Python answer to controls.

    With a kernel this is `ipywidgets.interactive`. The build of the book
    runs the function for every setting of its controls, and the page shows
    what it drew and printed there.

    Parameters
    ----------
    f : callable
        Draws with matplotlib, prints, or both; its parameters are the
        controls, their defaults the first setting.
    alt : str
        What the picture shows, for a reader who does not see it.
    **controls
        For each parameter: ``(low, high, step)``, a list, a dict or a bool.

    Returns
    -------
    ipywidgets.interactive or Live

    Raises
    ------
    ValueError
        In the build, when a control is of another kind, or there are more
        than 60 settings or a megabyte of pictures.
    """
    if os.environ.get("FNN_BUILD"):
        from .explorables.live import record

        return record(f, controls, alt)
    from ipywidgets import interactive

    return interactive(f, **controls)


def source(thing, docstring=False):
    """Show the source of a function, method, class or module of the library.

    Parameters
    ----------
    thing : object
        Anything that has source code.
    docstring : bool
        Whether to show its docstring too; the API page has them all.

    Returns
    -------
    Shown
    """
    code = textwrap.dedent(inspect.getsource(thing))
    if not docstring:
        code = _without_docstrings(code)
    path = inspect.getsourcefile(thing).replace("\\", "/")
    where = "fnn_lib/" + path.rsplit("/fnn_lib/", 1)[-1]
    return Shown(
        f"```{{code-block}} python\n:caption: {where}\n\n{code}\n```\n",
        f"<figure><figcaption><code>{where}</code></figcaption>"
        f"<pre><code>{html.escape(code)}</code></pre></figure>",
        code,
    )


def _without_docstrings(code):
    return re.sub(r'\n[ ]*r?"""(?:.|\n)*?"""\n', "\n", code).rstrip()
