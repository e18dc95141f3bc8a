"""Figures: one drawing for both themes, with its description."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from fnn_lib.figures import INK, figure, network_diagram, palette

ALT = "A rising line from the lower left to the upper right."


def drawing():
    made, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="up")
    axes.legend()
    return made


def test_ink_and_lines_follow_the_theme():
    page = figure(drawing(), alt=ALT)._repr_html_()
    assert INK not in page
    assert "currentColor" in page
    assert f"var(--fnn-line-1, {palette[0]})" in page


def test_the_description_is_text_for_a_screen_reader():
    page = figure(drawing(), alt='A "line" & more than that.')._repr_html_()
    assert 'role="img"' in page
    assert 'aria-label="A &quot;line&quot; &amp; more than that."' in page


def test_a_caption_is_escaped():
    page = figure(drawing(), alt=ALT, caption="a < b")._repr_html_()
    assert "<figcaption>a &lt; b</figcaption>" in page


@pytest.mark.parametrize("alt", [None, "", "line"])
def test_a_figure_without_description_is_refused(alt):
    with pytest.raises(ValueError, match="alt: found"):
        figure(plt.figure(), alt=alt)
    plt.close("all")


def test_two_drawings_of_one_figure_are_the_same_bytes():
    assert (
        figure(drawing(), alt=ALT)._repr_html_()
        == figure(drawing(), alt=ALT)._repr_html_()
    )


def test_ids_of_two_figures_on_a_page_do_not_clash():
    first = figure(drawing(), alt=ALT)._repr_html_()
    second = figure(drawing(), alt=ALT + " Again.")._repr_html_()
    clips = [
        set(re.findall(r'<clipPath id="(\w+)"', p)) for p in (first, second)
    ]
    assert clips[0].isdisjoint(clips[1])


def test_a_figure_is_closed_after_it_is_made():
    before = plt.get_fignums()
    figure(drawing(), alt=ALT)
    assert plt.get_fignums() == before


def test_a_network_has_one_edge_for_each_weight():
    made = network_diagram((3, 2, 1))
    assert len(made.axes[0].lines) == 3 * 2 + 2 * 1
    plt.close(made)


def test_negative_weights_are_dashed():
    W = [np.array([[1.0, -1.0]])]
    made = network_diagram((2, 1), weights=W)
    styles = [line.get_linestyle() for line in made.axes[0].lines]
    assert styles == ["-", "--"]
    plt.close(made)
