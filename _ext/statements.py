"""The statements of the documents in the pages: each beside its check."""

import json
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

from _ext.cards import (
    LEDGER,
    card,
    link,
)
from _ext.ledger import make_entry, read_statements


def referrer(env):
    """Return how a page links to statements that a sentence names.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment
        With the page that is read.

    Returns
    -------
    callable
        From an id to a link, or to None where no statement has it.
    """

    def refer(key):
        if key not in env.app.fnn_statements:
            return None
        return link(key, env.app.builder, env.docname, LEDGER, key)

    return refer


class Statement(SphinxDirective):
    """One statement beside its check.

    Emitted by `fnn_lib.statements.Statements`; the body is its record.
    """

    required_arguments = 1
    has_content = True

    def run(self):
        """Return the nodes of the statement."""
        key = self.arguments[0]
        record = json.loads("\n".join(self.content))
        judged = self.env.app.fnn_statements.get(key)
        if judged is None:
            raise self.error(f"{key} is no statement of the documents")
        links, refer = [], None
        if LEDGER in self.env.found_docs:
            here, builder = self.env.docname, self.env.app.builder
            links.append(link("in the ledger", builder, here, LEDGER, key))
            refer = referrer(self.env)
        return [card(make_entry(judged, record), links, refer=refer)]


def _read(app):
    app.fnn_statements = read_statements(Path(app.srcdir))


def setup(app):
    """Register the directive with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_directive("statement", Statement)
    app.add_js_file("fragment.js")
    app.add_js_file("folds.js", loading_method="defer")
    app.connect("builder-inited", _read)
