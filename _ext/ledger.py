"""The ledger: one entry for each statement of the documents."""

import json
from collections import Counter

import yaml

from _ext.book import BuildError
from _ext.outputs import FORMULAS, STATEMENTS, left_behind

#: The same as `yaml.SafeLoader`, several times faster where it was built.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: From the strongest to the weakest.
VERDICTS = ("proved for every size", "proved", "checked", "executed", "read")

#: What was done to a statement of which status.
JUDGEMENTS = {
    "correct": "holds",
    "illegible": "holds",
    "erratum": "erratum",
    "ambiguous": "ambiguous",
}

#: The weakest verdict that each wanted level allows.
LEVELS = {
    "every size": "proved for every size",
    "proved": "proved",
    "executed": "executed",
    "read": "read",
}


def read_statements(root):
    """Read the judgement of the documents' statements.

    Parameters
    ----------
    root : Path
        The book's root.

    Returns
    -------
    dict of str to dict
        Entries by id, in the order of the documents.

    Raises
    ------
    BuildError
        If an id stands twice.
    """
    found = {}
    for path in sorted((root / "chapters" / "statements").glob("*.yml")):
        for entry in yaml.load(path.read_text("utf-8"), LOADER):
            if entry["id"] in found:
                raise BuildError(f"{path.name}: {entry['id']} stands twice")
            found[entry["id"]] = entry | {"document": path.stem}
    return found


def read_records(notebooks):
    """Collect what the checks in executed chapters recorded.

    Parameters
    ----------
    notebooks : dict of str to NotebookNode
        By the name of the page.

    Returns
    -------
    list of dict
        One for each judgement, with its ``chapter``.
    """
    return [
        record | {"chapter": name}
        for name, notebook in notebooks.items()
        for records in left_behind(notebook, STATEMENTS)
        for record in records
    ]


def problems(statements, records):
    """List what is wrong between judgements and checks.

    Parameters
    ----------
    statements : dict of str to dict
        The judgements.
    records : list of dict
        What the checks recorded.

    Returns
    -------
    list of str
        Empty when each statement has its own check of the wanted strength.
    """
    count = Counter(record["id"] for record in records)
    found = [f"{key}: judged {n} times" for key, n in count.items() if n > 1]
    found += [
        f"{key}: judged, and no statement of the documents"
        for key in count
        if key not in statements
    ]
    by_id = {record["id"]: record for record in records}
    for key, entry in statements.items():
        found += (f"{key}: {why}" for why in _faults(entry, by_id.get(key)))
    return found


def _faults(entry, record):
    """Yield what is wrong with the check of one statement."""
    if entry["level"] == "read":
        if record:
            yield "is judged by a machine, and said to be read"
        return
    if record is None:
        yield f"no check ran in {entry['chapter']}"
        return
    if record["chapter"] != entry["chapter"]:
        yield f"checked in {record['chapter']}, wanted {entry['chapter']}"
    if record["how"] != JUDGEMENTS[entry["status"]]:
        yield f"judged as {record['how']}, wanted {entry['status']}"
    weakest = LEVELS[entry["level"]]
    if VERDICTS.index(record["verdict"]) > VERDICTS.index(weakest):
        yield f"{record['verdict']}, wanted {weakest}"
    if not record["altered"]:
        yield "no altered form was refuted"
    if entry["status"] != "correct" and not _right(entry, record):
        yield "what is right is not said"


def _right(entry, record):
    """Return what is right, where it is not what is printed."""
    if entry["status"] == "correct":
        return None
    return entry.get("right") or (record or {}).get("claim")


def make_ledger(statements, records):
    """Join judgements and checks.

    Parameters
    ----------
    statements : dict of str to dict
        The judgements.
    records : list of dict
        What the checks recorded.

    Returns
    -------
    list of dict
        One entry for each statement, in the order of the documents.
    """
    by_id = {record["id"]: record for record in records}
    return [make_entry(e, by_id.get(key)) for key, e in statements.items()]


def make_entry(entry, record=None):
    """Join one judgement and its check.

    Parameters
    ----------
    entry : dict
        The judgement.
    record : dict, optional
        Of the check; None for a statement that is only read.

    Returns
    -------
    dict
        The entry of the ledger.
    """
    record = record or {"verdict": "read"}
    kept = ("id", "document", "eq", "lines", "kind", "status", "printed")
    made = {key: entry[key] for key in kept if key in entry}
    made |= {
        "right": _right(entry, record),
        "why": entry["why"],
        "words": bool(entry.get("words")),
        "generated": "right" not in entry and "claim" in record,
        "verdict": record["verdict"],
        "chapter": entry["chapter"],
        "anchor": entry["id"],
    }
    more = ("printed", "readings", "altered")
    check = {key: record[key] for key in more if key in record}
    return made | {"check": check}


def figures(ledger, notebooks):
    """Count what this build judged.

    Parameters
    ----------
    ledger : list of dict
        All entries.
    notebooks : dict of str to NotebookNode
        The executed chapters.

    Returns
    -------
    dict
        Counters: statements by ``status`` and by ``verdict``, altered forms
        that were ``refuted``, ``displays`` by verdict.
    """
    shown = [
        data["verdict"]
        for notebook in notebooks.values()
        for data in left_behind(notebook, FORMULAS)
        if data["verdict"]
    ]
    return {
        "statements": len(ledger),
        "status": dict(Counter(entry["status"] for entry in ledger)),
        "verdict": dict(Counter(entry["verdict"] for entry in ledger)),
        "refuted": sum(len(e["check"].get("altered", ())) for e in ledger),
        "displays": dict(Counter(shown)),
    }


def write(path, data):
    """Write JSON that a reader can follow too.

    Parameters
    ----------
    path : Path
        The file.
    data : object
        What to write.
    """
    text = json.dumps(data, indent=1, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
