"""Figures: matplotlib drawings that follow the page's light or dark theme.

A figure becomes an SVG inside the page. Its ink is the page's text colour
and its line colours are the page's variables, so that one drawing serves
both themes, and it carries its description as text.
"""

import html
import io
import re

import matplotlib as mpl
import matplotlib.pyplot as plt

__all__ = ["figure", "network_diagram", "palette"]

#: Line colours: legible on white and on black, told apart in greyscale too
#: by the dashes that `STYLE` gives them.
palette = ("#1f6fb4", "#c2571a", "#2c8a57", "#9a4fa3", "#b03a48")

#: Ink: stands for the page's text colour.
INK = "#123456"

STYLE = {
    "svg.fonttype": "path",
    "figure.figsize": (6.4, 3.4),
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "axes.prop_cycle": mpl.cycler(
        color=palette, linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1))]
    ),
    "figure.constrained_layout.use": True,
}
mpl.rcParams.update(STYLE)


class Figure:
    """A drawing with its description, as an SVG that follows the theme."""

    def __init__(self, svg, alt, caption):
        self.alt = alt
        note = f"<figcaption>{html.escape(caption)}</figcaption>"
        self._page = (
            f'<figure class="fnn-figure">{svg}{note if caption else ""}'
            "</figure>"
        )

    def _repr_html_(self):
        return self._page

    def __repr__(self):
        return f"[figure: {self.alt}]"


def figure(drawing, alt, caption=""):
    """Return a matplotlib figure as an SVG for the page, and close it.

    Parameters
    ----------
    drawing : matplotlib.figure.Figure
        The finished drawing.
    alt : str
        What there is to see, for a reader who does not see it.
    caption : str
        What to look for.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        When the description is missing.
    """
    if not isinstance(alt, str) or len(alt) < 20:
        raise ValueError(
            f"alt: found {alt!r}, wanted a sentence that describes the figure"
        )
    buffer = io.StringIO()
    # The salt makes ids that differ between figures and not between builds.
    with mpl.rc_context({"svg.hashsalt": alt}):
        drawing.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None}
        )
    plt.close(drawing)
    return Figure(_for_page(buffer.getvalue(), alt), alt, caption)


def _for_page(svg, alt):
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = svg.replace(INK, "currentColor")
    for number, colour in enumerate(palette, 1):
        svg = svg.replace(colour, f"var(--fnn-line-{number}, {colour})")
    # Glyphs are shared by name: two figures of a page must not share names
    # whose shapes differ, which matplotlib's own naming guarantees.
    label = html.escape(alt, quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def network_diagram(sizes, labels=None, weights=None, axes=None):
    """Draw a fully connected network, inputs to the left.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer.
    labels : list of list of str, optional
        A label (mathtext allowed) in each unit, layer by layer.
    weights : list of array, optional
        ``W[l]`` of shape (n_l, n_{l-1}) for l = 1..L; the width of an edge
        shows the size of its weight, dashes a negative sign.
    axes : matplotlib axes, optional
        Where to draw; otherwise a new figure is made.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if axes is None:
        _, axes = plt.subplots(figsize=(1.6 * len(sizes) + 1.2, 3.2))
    places = [
        [(2.0 * l, (n - 1) / 2 - j) for j in range(n)]
        for l, n in enumerate(sizes)
    ]
    for l, (left, right) in enumerate(zip(places, places[1:], strict=False)):
        for j, end in enumerate(right):
            for k, start in enumerate(left):
                w = 1.0 if weights is None else float(weights[l][j, k])
                axes.plot(
                    *zip(start, end, strict=True),
                    color=palette[0] if w >= 0 else palette[1],
                    linestyle="-" if w >= 0 else "--",
                    linewidth=min(0.6 + abs(w), 4.0),
                    alpha=0.8,
                    zorder=1,
                )
    for l, layer in enumerate(places):
        for j, place in enumerate(layer):
            _unit(axes, place, labels[l][j] if labels else "")
    axes.set_aspect("equal")
    axes.margins(0.12)
    axes.axis("off")
    return axes.figure


def _unit(axes, place, label):
    axes.scatter(*place, s=620, color="white", edgecolors=INK, zorder=2)
    axes.annotate(
        label, place, ha="center", va="center", color="#101820", zorder=3
    )
