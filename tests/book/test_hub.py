"""The hub: its configuration, as far as it runs without JupyterHub."""

import json
import os
import re
import types
from collections import defaultdict

import pytest


class Config(defaultdict):
    """What JupyterHub hands to a configuration: sections with names."""

    def __init__(self):
        super().__init__(types.SimpleNamespace)

    def __getattr__(self, section):
        return self[section]


@pytest.fixture
def hub(root, tmp_path, monkeypatch):
    """The configuration in a copy of the folders that it reads."""
    for name in ("hub/jupyterhub_config.py", "index.md", "chapters/one.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("as given", "utf-8")
    source = root / "hub" / "jupyterhub_config.py"
    monkeypatch.setenv("HUB_PASSWORD", "of the class")
    config = Config()
    names = {
        "__file__": str(tmp_path / "hub" / source.name),
        "get_config": lambda: config,
    }
    exec(compile(source.read_text("utf-8"), str(source), "exec"), names)
    return config


def test_a_reader_gets_the_chapters_and_keeps_what_is_changed(hub, tmp_path):
    place = hub.SimpleLocalProcessSpawner.home_dir_template
    spawner = types.SimpleNamespace(home_dir=place.format(username="ada"))
    hub.Spawner.pre_spawn_hook(spawner)
    home = tmp_path / "_build" / "hub" / "homes" / "ada"
    assert (home / "index.md").read_text("utf-8") == "as given"
    (home / "chapters" / "one.md").write_text("changed", "utf-8")
    hub.Spawner.pre_spawn_hook(spawner)
    assert (home / "chapters" / "one.md").read_text("utf-8") == "changed"


def test_a_name_is_the_name_of_a_folder(hub):
    pattern = hub.Authenticator.username_pattern
    # As JupyterHub asks: from the beginning, not to the end.
    assert re.match(pattern, "ada-2")
    for name in ("", "..", "a/b", "../x", "A", "a" * 40, "a..", "a b", "a\n"):
        assert not re.match(pattern, name)


def test_no_password_no_hub(root, tmp_path, monkeypatch):
    monkeypatch.delenv("HUB_PASSWORD", raising=False)
    source = root / "hub" / "jupyterhub_config.py"
    file = str(tmp_path / "hub" / source.name)
    names = {"__file__": file, "get_config": Config}
    code = compile(source.read_text("utf-8"), str(source), "exec")
    with pytest.raises(KeyError, match="HUB_PASSWORD"):
        exec(code, names)
    assert not any(tmp_path.iterdir())


def test_the_hub_listens_on_this_machine_only_unless_told(hub):
    if "HUB_BIND" not in os.environ:
        assert hub.JupyterHub.bind_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize("bind", ["8000", ":8000", "0.0.0.0", ""])
def test_half_an_address_is_refused(root, tmp_path, monkeypatch, bind):
    monkeypatch.setenv("HUB_PASSWORD", "of the class")
    monkeypatch.setenv("HUB_BIND", bind)
    source = root / "hub" / "jupyterhub_config.py"
    file = str(tmp_path / "hub" / source.name)
    names = {"__file__": file, "get_config": Config}
    code = compile(source.read_text("utf-8"), str(source), "exec")
    with pytest.raises(SystemExit, match="HUB_BIND: found"):
        exec(code, names)


def test_what_the_hub_needs_fits_the_book_and_is_hashed(root):
    def pins(name):
        text = (root / name).read_text("utf-8").replace("\\\n", " ")
        lines = [
            line for line in text.splitlines() if line and line[0] not in "# "
        ]
        assert all("--hash=sha256:" in line for line in lines)
        return dict(line.split()[0].split("==") for line in lines)

    book, hub = pins("requirements.txt"), pins("hub/requirements.txt")
    assert "jupyterhub" in hub
    both = book.keys() & hub.keys()
    assert len(both) > 10
    assert {n: hub[n] for n in both} == {n: book[n] for n in both}


def test_the_proxy_is_locked(root):
    folder = root / "hub"
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert "node_modules/configurable-http-proxy" in packages
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package
