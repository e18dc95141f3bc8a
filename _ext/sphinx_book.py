"""The book's Sphinx extension: formulas, assets, statements, the theme."""

from _ext import (
    appendices,
    assets,
    buttons,
    finish,
    formulas,
    search,
    speed,
    statements,
    theme,
)

PARTS = (
    *(assets, formulas, theme, search, buttons),
    *(statements, appendices, speed, finish),
)


def _read_serially(app, _env, _docnames):
    # sphinx-proof and sphinx-exercise cannot merge what parallel readers
    # found. Sphinx would say so in a warning, and a warning fails.
    app.fnn_jobs, app.parallel = app.parallel, 1


def _write_in_parallel(app, _env):
    app.parallel = app.fnn_jobs


def setup(app):
    """Register the parts with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.

    Returns
    -------
    dict
        What Sphinx wants to know.
    """
    # A page is read again when the digest changes, even if its text did not.
    app.add_config_value("fnn_digest", "", "env", str)
    app.add_config_value("fnn_build", "_build", "", str)
    app.connect("env-before-read-docs", _read_serially)
    app.connect("env-updated", _write_in_parallel)
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
