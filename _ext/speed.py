"""The page "How fast is it", made from the results of ``make bench``."""

from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from bench import results
from bench.parts import PARTS, part
from bench.plots import drawn
from bench.table import HEAD, MET, where


class Speed(SphinxDirective):
    """One part: when and on what it was measured, its table, its figures."""

    required_arguments = 1

    def run(self):
        """Return the paragraph, the table and the figures."""
        name = self.arguments[0]
        if name not in PARTS:
            return [_said(f"There is no part “{name}” in make bench yet.")]
        for file in sources():
            self.env.note_dependency(str(file))
        try:
            entry = results.read().get(name)
        except results.Damaged as damaged:
            raise self.error(f"bench/{damaged}") from damaged
        if entry is None:
            words = f"Not measured yet: make bench PARTS={name} does it."
            return [_said(words)]
        return content(name, entry)


def sources():
    """List the files that the page is made from.

    Returns
    -------
    list of Path
    """
    return [results.FILE, *sorted(Path(results.__file__).parent.glob("*.py"))]


def content(name, entry):
    """Show what was measured of one part.

    Parameters
    ----------
    name : str
        The part.
    entry : dict
        From `bench.results`.

    Returns
    -------
    list of docutils.nodes.Node
        A paragraph, a table and figures.
    """
    module = part(name)
    figures = getattr(module, "plots", lambda data: [])(entry["data"])
    return [
        _said(where(entry)),
        table(module.rows(entry["data"])),
        *(nodes.raw("", drawn(plot), format="html") for plot in figures),
    ]


def table(rows):
    """Lay rows out beside their goals.

    Parameters
    ----------
    rows : list of bench.parts.Row
        From a part.

    Returns
    -------
    docutils.nodes.table
    """
    group = nodes.tgroup(cols=len(HEAD))
    group += [nodes.colspec(colwidth=width) for width in (50, 25, 15, 10)]
    group += nodes.thead("", _row(HEAD))
    body = nodes.tbody()
    body += [
        _row((row.what, row.found, row.goal, MET[row.met])) for row in rows
    ]
    group += body
    return nodes.table("", group, classes=["fnn-speed"])


def _row(texts):
    row = nodes.row()
    for text in texts:
        row += nodes.entry("", nodes.paragraph("", text))
    return row


def _said(words):
    return nodes.paragraph("", words, classes=["fnn-figures"])


def setup(app):
    """Register the directive with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_directive("speed", Speed)
