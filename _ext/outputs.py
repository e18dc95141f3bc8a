"""What the cells of executed chapters left beside their output."""

#: The keys of `fnn_lib.display` and `fnn_lib.statements`.
FORMULAS = "fnn_formulas"
STATEMENTS = "fnn_statements"


def left_behind(notebook, key):
    """List what the outputs of a notebook have under a key.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed.
    key : str
        Of the outputs' metadata.

    Returns
    -------
    list
        In the order of the cells.
    """
    return [
        output["metadata"][key]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if key in output.get("metadata", {})
    ]
