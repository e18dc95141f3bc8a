"""Figures of what was measured, for the page and for a file."""

from typing import NamedTuple

__all__ = ["Plot", "drawn"]


class Plot(NamedTuple):
    """A figure: lines through points on logarithmic axes.

    ``series`` has lists of (x, y) by label; ``alt`` says what there is to
    see. A file of it is named ``name``.
    """

    name: str
    alt: str
    caption: str
    x: str
    y: str
    series: dict


def drawn(plot):
    """Draw a plot.

    Parameters
    ----------
    plot : Plot
        With one point in each series at least.

    Returns
    -------
    str
        An HTML figure with an SVG that follows the page's theme.
    """
    import matplotlib.pyplot as plt  # not to burden a mere look at a table

    from fnn_lib.figures import figure

    drawing, axes = plt.subplots()
    for label, points in plot.series.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel=plot.x, ylabel=plot.y)
    axes.legend()
    return figure(drawing, plot.alt, plot.caption)._repr_html_()
