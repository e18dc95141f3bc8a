"""What all explorables share: controls as traits, a specification, a bundle.

A control is a trait. Its limits, its label and its initial value stand in
Python once; the page builds the form elements from them. What a control
changes is computed in the page, by JavaScript from proved formulas, and once
more by `Explorable.outputs`, from the numbers of `fnn_lib`.
"""

import itertools
import os
from pathlib import Path
from typing import NamedTuple

import anywidget
import traitlets

__all__ = ["Explorable", "Output", "button", "choice", "slider"]

#: What the build makes of the JavaScript beside this file.
BUILT = Path(__file__).parent / "static"
#: Set by the build of the book, whose pages load one bundle for all widgets.
BUILD = "FNN_BUILD"

MOST_PRESSES = 100_000

_order = itertools.count()


class Output(NamedTuple):
    """A number or a short text that an explorable computes.

    Attributes
    ----------
    name : str
        As in code; the page typesets it when no label is given.
    label : str
        Words for it.
    group : str
        Title of the folded table that it lies in, if any.
    whole : bool
        Whether it counts something and is shown without decimals.
    symbol : str
        Its name in notation, where that is not the name of the output.
    """

    name: str
    label: str = ""
    group: str = ""
    whole: bool = False
    symbol: str = ""


def slider(initial, low, high, step, label="", group="", symbol=None):
    """Make a control for a number.

    Parameters
    ----------
    initial, low, high, step : float or int
        Where it starts, its limits and its grid; integers make an integer
        control.
    label : str
        Words for it.
    group : str
        Title of the folded table that it lies in, if any.
    symbol : str, optional
        Its name in notation, where that is not the name of the control;
        ``""`` for none.

    Returns
    -------
    traitlets.TraitType
    """
    whole = all(isinstance(x, int) for x in (initial, low, high, step))
    trait = (traitlets.Int if whole else traitlets.Float)(
        initial, min=low, max=high
    )
    return _control(
        trait,
        kind="range",
        min=low,
        max=high,
        step=step,
        label=label,
        group=group,
        symbol=symbol,
    )


def choice(options, initial=None, label="", group="", symbol=None):
    """Make a control for one of several values.

    Parameters
    ----------
    options : sequence or dict
        The values; a dict has what the reader sees for each.
    initial : object, optional
        By default the first.
    label, group, symbol : str
        As of `slider`.

    Returns
    -------
    traitlets.TraitType
    """
    values = list(options)
    shown = options if isinstance(options, dict) else {}
    initial = values[0] if initial is None else initial
    return _control(
        traitlets.Enum(values, initial),
        kind="choice",
        options=[[v, str(shown.get(v, v))] for v in values],
        label=label,
        group=group,
        symbol=symbol,
    )


def button(label):
    """Make a button; its trait counts how often it was pressed.

    Parameters
    ----------
    label : str
        What stands on it.

    Returns
    -------
    traitlets.TraitType
        Up to `MOST_PRESSES`: a notebook cannot set what a page would count
        for minutes.
    """
    trait = traitlets.Int(0, min=0, max=MOST_PRESSES)
    return _control(trait, kind="button", label=label)


def _control(trait, **specification):
    return trait.tag(sync=True, control=specification, order=next(_order))


def built(name):
    """Read a file that `make book` builds.

    Raises
    ------
    FileNotFoundError
        When it was not built yet.
    """
    path = BUILT / name
    if not path.is_file():
        raise FileNotFoundError(
            f"explorables: found no {path.name}, wanted what `make book` "
            "builds of their JavaScript"
        )
    return path.read_text("utf-8")


class Explorable(anywidget.AnyWidget):
    """A picture that answers: live in a notebook and in the static page.

    Subclasses set `NAME`, `TITLE` and `OUTPUTS`, have controls as traits and
    compute `outputs`; the JavaScript module of the same name draws.

    Parameters
    ----------
    **settings
        Initial values of controls, by name.

    Raises
    ------
    traitlets.TraitError
        When a setting is outside its limits or none of its options.
    ValueError
        When there is no control of that name.
    """

    #: The page's ``data-explorable``.
    NAME = ""
    #: What it is, for a screen reader.
    TITLE = ""
    OUTPUTS = ()

    _explorable = traitlets.Unicode().tag(sync=True)
    _title = traitlets.Unicode().tag(sync=True)
    _controls = traitlets.List().tag(sync=True)
    _outputs = traitlets.List().tag(sync=True)
    #: What is computed here once and saved with the page.
    _recorded = traitlets.Dict().tag(sync=True)

    def __init__(self, **settings):
        known = self.control_names()
        for name in settings:
            if name not in known:
                raise ValueError(
                    f"{name}: found no such control, wanted one of "
                    + ", ".join(known)
                )
        super().__init__(**settings)
        self._explorable, self._title = self.NAME, self.TITLE
        self._recorded = self.record()
        self._controls = [
            {"name": name, "initial": getattr(self, name)}
            | self.traits()[name].metadata["control"]
            for name in known
        ]
        self._outputs = [output._asdict() for output in self.OUTPUTS]

    @property
    def _esm(self):
        return "" if os.environ.get(BUILD) else built("explorables.mjs")

    @property
    def _css(self):
        return "" if os.environ.get(BUILD) else built("explorables.css")

    @classmethod
    def control_names(cls):
        """List the names of the controls, in the order of their definition."""
        controls = cls.class_traits(control=lambda found: found is not None)
        return sorted(controls, key=lambda n: controls[n].metadata["order"])

    def record(self):
        """Compute what the page gets with the state; by default nothing.

        Returns
        -------
        dict
            Of what JSON can hold.
        """
        return {}

    def outputs(self):
        """Compute what the page shows, from the numbers of `fnn_lib`.

        Returns
        -------
        dict of str to float or str
            By the name of the output. A shape is a text, ``"2x3"``; what
            there is none of is ``""``, and the page hides it.
        """
        raise NotImplementedError
