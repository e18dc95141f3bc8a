"""How fast a line is judged: from the first touch to a verdict."""

import statistics

__all__ = ["verdicts"]

PAGE, EXERCISE = "chapters/02_activations.html", "sigmoid-derivative"
LINES = [
    *("sigma(z)*(1-sigma(z))", "1 - sigma(z)^2", "e^{-z}/(1+e^{-z})^2"),
    *("sigma(z)*(1-sigma(z", "-sigma(z)*(1-sigma(z))", "σ(z) - σ(z)²"),
]
JUDGE = """([exercise, line]) => new Promise((resolve) => {
  const form = document.querySelector(`[data-exercise=${exercise}]`);
  const { answer, verdict } = form.elements;
  const begin = performance.now();
  answer.focus();
  answer.value = line;
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  form.requestSubmit();
  const look = () => {
    if (verdict.dataset.verdict) resolve(performance.now() - begin);
    else setTimeout(look, 1);
  };
  look();
})"""


def verdicts(browser, own, rounds=1):
    """Judge lines, with an empty store and then with a full one.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    own : str
        The book's address.
    rounds : int
        How often.

    Returns
    -------
    dict of str to float
        Medians in milliseconds: of the ``first`` verdict with nothing
        stored, of the first ``again`` with all of it, of the ``later`` ones.
    """
    first, again, later = [], [], []
    for _ in range(rounds):
        context = browser.new_context()
        cold, warm = (_visit(context, f"{own}/{PAGE}") for _ in range(2))
        context.close()
        first.append(cold[0])
        again.append(warm[0])
        later += cold[1:] + warm[1:]
    named = {"first": first, "again": again, "later": later}
    return {name: statistics.median(times) for name, times in named.items()}


def _visit(context, address):
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-exercise][data-ready]")
    times = [page.evaluate(JUDGE, [EXERCISE, line]) for line in LINES]
    page.wait_for_selector('[data-python="kept"]', state="attached")
    page.close()
    return times
