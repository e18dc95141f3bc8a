"""Tables of what was measured, in Markdown."""

from .parts import part

__all__ = ["MET", "table"]

#: How a row's verdict reads.
MET = {True: "met", False: "missed", None: ""}
HEAD = ("measured", "found", "goal", "")


def table(name, entry):
    """Write one part's table.

    Parameters
    ----------
    name : str
        The part.
    entry : dict
        From `bench.results`.

    Returns
    -------
    str
        A heading, what it was measured on, and a table, in Markdown.
    """
    module = part(name)
    rows = [
        (row.what, row.found, row.goal, MET[row.met])
        for row in module.rows(entry["data"])
    ]
    lines = [HEAD, None, *rows]
    widths = [max(len(r[i]) for r in (HEAD, *rows)) for i in range(len(HEAD))]
    return "\n".join(
        [
            f"## {module.TITLE}\n",
            f"{where(entry)}\n",
            *(_line(cells, widths) for cells in lines),
            "",
        ]
    )


def where(entry):
    """Say when and on what an entry was measured.

    Parameters
    ----------
    entry : dict
        From `bench.results`.

    Returns
    -------
    str
        A sentence.
    """
    on = entry["machine"]
    memory = f", {on['memory']} GiB" if on["memory"] else ""
    return (
        f"Measured on {entry['date']} at commit {entry['commit']}: "
        f"{on['processor']}, {on['cores']} cores{memory}, {on['system']}, "
        f"Python {on['python']}, NumPy {on['numpy']} with {on['blas']}."
    )


def _line(cells, widths):
    if cells is None:
        return "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    padded = (c.ljust(w) for c, w in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
