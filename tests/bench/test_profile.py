"""A trace of known spans."""

from bench.profile import busiest


def span(name, begin, length, thread=1):
    return {"name": name, "ts": begin, "dur": length, "pid": 1, "tid": thread}


def test_a_moment_belongs_to_the_innermost_work():
    events = [
        span("RunTask", 0, 9000),
        span("EvaluateScript", 1000, 6000),
        span("Layout", 2000, 3000),
        span("UpdateLayoutTree", 2500, 1000),
        span("Layout", 8000, 1000),
    ]
    assert busiest(events) == {"scripts": 3.0, "layout": 3.0, "style": 1.0}


def test_threads_do_not_lie_inside_each_other():
    events = [span("Layout", 0, 5000), span("ParseHTML", 1000, 2000, 2)]
    assert busiest(events) == {"layout": 5.0, "parsing the page": 2.0}
