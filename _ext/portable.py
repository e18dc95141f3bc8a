"""Outputs of executed chapters, in forms that a notebook viewer can show.

A viewer has neither the scripts nor the style sheet of the pages, and one that
does not trust a notebook shows no script, no drawing inside HTML and no
widget. Formulas, tables, pictures as images and text are shown by all.
"""

import base64
import html
import io
import re

from nbformat.v4 import new_output
from PIL import Image

from _ext.book import BuildError
from _ext.plain import plain
from _ext.widgets import FRAME

WIDGET = "application/vnd.jupyter.widget-view+json"
STATES = "application/vnd.jupyter.widget-state+json"
LABELLED = re.compile(r"^\$\$ \((eq-[\w-]+)\)$", re.MULTILINE)
VERDICT = re.compile(r'\s*<p class="fnn-verdict"[^>]*>([^<]*)</p>')
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
WIDTH = re.compile(r'\bwidth="([\d.]+)pt"')
COLOUR = re.compile(r"var\(--[\w-]+, *([^()]+)\)")
PAPER = '<rect width="100%" height="100%" fill="#fff"/>'
POINTS = 72 / 96  # of one pixel


def portable(output, notebook, names):
    """Return an output as a viewer can show it.

    Parameters
    ----------
    output : nbformat.NotebookNode
        Of an executed cell.
    notebook : nbformat.NotebookNode
        It saves the states of the widgets.
    names : Names
        What labels are called.

    Returns
    -------
    nbformat.NotebookNode
        One that does not name the widgets and objects of one run.
    """
    if "data" not in output:
        return output
    data = dict(output.data)
    if WIDGET in data:
        data = _in_place_of_a_widget(_state(data[WIDGET], notebook))
    elif "text/markdown" in data:
        data = _markdown(data, names)
    if "text/html" in data:
        data["text/html"] = DRAWING.sub(_picture, data["text/html"])
    rest = {}
    if output.output_type == "execute_result":
        rest["execution_count"] = output.execution_count
    return new_output(output.output_type, data=data, **rest)


def _markdown(data, names):
    """Keep the Markdown, or the HTML where only a page can show it."""
    text = LABELLED.sub(r"$$\n\n{eq}`\1`", data["text/markdown"])
    text = VERDICT.sub(r" \1", text)
    try:
        data["text/markdown"] = plain(text, names)
    except BuildError:
        if "text/html" not in data:
            raise
        return {k: v for k, v in data.items() if k != "text/markdown"}
    # Viewers prefer the HTML, and most do not typeset formulas in it.
    return {k: v for k, v in data.items() if k != "text/html"}


def _picture(found):
    """Return a drawing as an image: on paper, in the colours of the print."""
    svg = COLOUR.sub(r"\1", found[0]).replace("currentColor", "#1a1a1a")
    name = re.search(r'aria-label="([^"]*)"', svg)
    width = WIDTH.search(svg)
    size = f' width="{float(width[1]) / POINTS:.0f}"' if width else ""
    svg = re.sub(r"(<svg\b[^>]*>)", rf"\1{PAPER}", svg, count=1)
    code = base64.b64encode(svg.encode()).decode()
    return (
        f'<img alt="{name[1] if name else ""}"{size} '
        f'src="data:image/svg+xml;base64,{code}">'
    )


def _state(view, notebook):
    states = notebook.metadata["widgets"][STATES]["state"]
    return states[view["model_id"]]["state"]


def _in_place_of_a_widget(state):
    """Say what the widget is; of one with recorded frames, show the first."""
    rule = WORDS.get(state["_explorable"], _title)
    data = {"text/plain": re.sub(r"[*`]", "", rule(state))}
    frame = _frame(state)
    if frame and frame["image"]:
        data["image/png"] = _png(frame["image"])
    else:
        data["text/markdown"] = rule(state)
    return data


def _title(state):
    return (
        f"**{html.unescape(state['_title'])}.** This picture answers to its "
        "controls once the cell has run."
    )


def _question(state):
    options = "".join(f"\n- {option}" for option in state["_options"])
    return f"**{state['_title']}.** {state['_question']}\n{options}"


def _exercise(state):
    return (
        f"**{state['_title']}.** {state['_exercise']['asks']}. "
        "It is judged here once the cell has run."
    )


#: Words for a widget, by the name of its class.
WORDS = {"prediction": _question, "line": _exercise}


def _frame(state):
    """Return the frame at the initial setting; the last control is fastest."""
    frames = state["_recorded"].get("frames")
    if not frames:
        return None
    place = 0
    for control in state["_controls"]:
        count, at = _place(control)
        place = place * count + at
    return frames[place]


def _place(control):
    """Return how many values a control has, and which is the initial one."""
    if control["kind"] == "range":
        low, step = control["min"], control["step"]
        count = round((control["max"] - low) / step) + 1
        return count, round((control["initial"] - low) / step)
    values = [value for value, _ in control["options"]]
    return len(values), values.index(control["initial"])


def _png(image):
    picture = Image.open(io.BytesIO(base64.b64decode(image[len(FRAME) :])))
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    file = io.BytesIO()
    paper.convert("RGB").save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode() + "\n"
