"""Times of things that are compared: interleaved runs, medians, spread."""

import statistics
import time

__all__ = ["interleaved", "ratio", "said", "spread"]


def interleaved(candidates, rounds=7, seconds=0.1, clock=time.perf_counter):
    """Time several ways to do one thing, in turns.

    Other work on the machine comes and goes. In each round every candidate
    has a run of its own, so a slow moment meets them all, and the ratio of
    two runs of one round hardly feels it. The order turns from round to
    round.

    Parameters
    ----------
    candidates : dict of str to callable
        What to time, without arguments, by name. Each is called once before.
    rounds : int
        Runs of each.
    seconds : float
        About how long a run takes; a quick candidate is repeated in it.
    clock : callable
        Seconds since some moment.

    Returns
    -------
    dict of str to list of float
        Seconds of one call, round by round.
    """
    names = list(candidates)
    calls = {name: _calls(candidates[name], seconds, clock) for name in names}
    found = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            run = _run(candidates[name], calls[name], clock)
            found[name].append(run / calls[name])
    return found


def ratio(times, name, to):
    """Compare two candidates, round by round.

    Parameters
    ----------
    times : dict of str to list of float
        From `interleaved`.
    name, to : str
        Whose time is divided by whose.

    Returns
    -------
    dict of str to float
        As from `spread`.
    """
    return spread([a / b for a, b in zip(times[name], times[to], strict=True)])


def spread(values):
    """Return the median, and the quartiles around it.

    Parameters
    ----------
    values : sequence of float
        At least two.

    Returns
    -------
    dict of str to float
        ``median``, ``low`` and ``high``.
    """
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return {"median": median, "low": low, "high": high}


def said(found, digits=2):
    """Say a spread in words.

    Parameters
    ----------
    found : dict of str to float
        From `spread`.
    digits : int
        After the point.

    Returns
    -------
    str
    """
    return "{median:.{n}f} ({low:.{n}f} to {high:.{n}f})".format(
        n=digits, **found
    )


def _calls(candidate, seconds, clock):
    """Count how often a candidate is called in a run."""
    candidate()  # what is done once only is not the matter here
    calls = 1
    while (took := _run(candidate, calls, clock)) < seconds / 4:
        calls *= 2
    return max(1, round(calls * seconds / took))


def _run(candidate, calls, clock):
    begin = clock()
    for _ in range(calls):
        candidate()
    return clock() - begin
