"""An exercise's answer, held against the derivation of its chapter."""

from ..judge.meaning import expression
from ..judge.reading import read
from ..symbolic import Induction, latex, verify
from ..symbolic.components import entry

__all__ = ["held"]


def held(told, derivation, letters, functions, at=()):
    """Prove that an exercise's answer is what is derived.

    Parameters
    ----------
    told : dict
        See `fnn_lib.judge.exercises`.
    derivation : Derivation or Induction
    letters, functions : dict
        SymPy's by the names of the exercise.
    at : tuple
        Of a derivation of one entry: its row and its column, or its row in a
        column.

    Returns
    -------
    answer, derivation : str
        In LaTeX.

    Raises
    ------
    ValueError
        When the derivation or the equality was not proved.
    RefutedStep
        When the derivation ends in something else than the answer.
    """
    tree = read(told["answer"], told["letters"], told.get("functions", ()))
    answer = expression(tree, letters, functions)
    _hold(derivation, entry(answer, at[:1], at[1:]) if at else answer)
    lines = derivation.latex()
    return latex(answer), _closed(lines, answer, at) if at else lines


def _hold(derivation, answer):
    """Refuse an answer that is not proved to be what is derived."""
    derived, where = _derived(derivation)
    verdicts = derivation.verdict, verify(derived, answer, where=where).verdict
    if not all(verdict.startswith("proved") for verdict in verdicts):
        raise ValueError(
            f"derivation: found it {' and '.join(verdicts)}, wanted it proved "
            f"and proved equal to {latex(answer)}"
        )


def _derived(derivation):
    if isinstance(derivation, Induction):
        return derivation.claims[1][1], derivation.step.where
    return derivation.result, derivation.where


def _closed(aligned, answer, at):
    """Add to the lines for an entry the matrix that it is an entry of."""
    index = ", ".join(map(latex, at))
    last = rf"&= \left({latex(answer)}\right)_{{{index}}}"
    end = "\n\\end{aligned}"
    return f"{aligned.removesuffix(end)} \\\\[0.5em]\n{last}{end}"
