"""Typeset formulas with KaTeX, strictly: what it cannot parse is a warning."""

import os

from sphinx.util import logging
from sphinxcontrib import katex

LOGGER = logging.getLogger(__name__)
OPTIONS = {
    # An exception instead of a formula in red.
    "throwOnError": True,
    # So for what it can only guess: an accented letter in a formula, a line
    # break at the end of a display, a comment at the end of a line.
    "strict": "error",
    "output": "htmlAndMathml",
}


class Server(katex.KaTeXServer):
    """The render server of the process that asks.

    Sphinx writes pages in forked processes. They inherit the socket of their
    parent's server, and would read each other's answers from it.
    """

    owner = None

    @classmethod
    def get(cls):
        """Return this process's server."""
        if cls.owner != os.getpid():
            cls.owner = os.getpid()
            cls.katex_server = None
        return super().get()


def _typeset(writer, node, **options):
    latex = node.astext()
    try:
        return katex.render_latex(latex, OPTIONS | options)
    except katex.KaTeXError as error:
        LOGGER.warning(
            "KaTeX cannot typeset this formula: %s\n    %s",
            error,
            latex.strip(),
            type="katex",
            location=writer.docnames[-1],
        )
        return f'<code class="katex-error">{writer.encode(latex)}</code>'


def visit_math(writer, node):
    """Write an inline formula."""
    writer.body.append(writer.starttag(node, "span", "", CLASS="math"))
    writer.body.append(_typeset(writer, node) + "</span>")
    raise katex.nodes.SkipNode


def visit_displaymath(writer, node):
    """Write a displayed formula with its number."""
    writer.body.append(writer.starttag(node, "div", "", CLASS="math"))
    writer.body.append(_typeset(writer, node, displayMode=True))
    if node["number"]:
        number = katex.get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, "Permalink to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise katex.nodes.SkipNode


def setup(app):
    """Register the renderer.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    katex.KaTeXServer = Server
    app.add_html_math_renderer(
        "katex_strict",
        inline_renderers=(visit_math, None),
        block_renderers=(visit_displaymath, None),
    )
