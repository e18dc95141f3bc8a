"""Kernels forked from one process that has imported what chapters import."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading

from jupyter_client.manager import AsyncKernelManager

#: What takes the time of a kernel's start. Nothing of the book is in it: a
#: kernel imports the library of its own book.
WARM = (
    *("sympy", "mpmath", "ipykernel.kernelapp", "ipywidgets", "anywidget"),
    *("matplotlib.font_manager", "matplotlib.figure", "matplotlib_inline"),
    *("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg"),
)
#: Of the command of a kernel: its program, which is here already.
PROGRAM = ("-m", "ipykernel_launcher")

_CONTEXT = multiprocessing.get_context("forkserver")
#: Chapters are run by threads, and the environment is that of all of them.
_ALONE = threading.Lock()


def warm_up(env):
    """Start the process from which kernels are forked, if there is none.

    It ends with this one.

    Parameters
    ----------
    env : dict
        Its environment: what Python and BLAS read when they start.
    """
    _CONTEXT.set_forkserver_preload(list(WARM))
    with _ALONE, _environment(env | {"PYTHONSAFEPATH": "1"}):
        multiprocessing.forkserver.ensure_running()


class WarmKernelManager(AsyncKernelManager):
    """A manager whose kernel is forked from the warm process."""

    async def _async_launch_kernel(self, kernel_cmd, **options):
        provisioner = self.provisioner
        place = kernel_cmd.index(PROGRAM[1])
        env = dict(options["env"])
        kernel = _CONTEXT.Process(
            target=_run,
            args=(kernel_cmd[place + 1 :], env, str(options["cwd"])),
        )
        kernel.start()
        provisioner.process = _Forked(kernel)
        provisioner.pid, provisioner.pgid = kernel.pid, None
        provisioner.cwd = options["cwd"]
        self._reconcile_connection_info(provisioner.connection_info)

    _launch_kernel = _async_launch_kernel


class _Forked:
    """What a provisioner asks of a process."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        self.process, self.pid = process, process.pid

    @property
    def returncode(self):
        return self.process.exitcode

    def poll(self):
        return self.process.exitcode

    def wait(self, timeout=None):
        self.process.join(timeout)
        return self.process.exitcode

    def send_signal(self, number):
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


def _run(arguments, env, folder):
    """Be a kernel."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(folder)
    build = multiprocessing.parent_process()
    threading.Thread(target=_end_with, args=(build,), daemon=True).start()
    os.environ.clear()
    os.environ.update(env)
    paths = env.get("PYTHONPATH", "").split(os.pathsep)
    known = [path for path in sys.path if path.startswith(sys.prefix)]
    known += [p for p in sys.path if p.startswith(sys.base_prefix)]
    sys.path[:] = dict.fromkeys([*filter(None, paths), *known])
    sys.argv = [PROGRAM[1], *arguments]
    # Not started by hand: else it says how to end it.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance([*arguments, parent])


def _end_with(build):
    """End when the build ends, however it does."""
    build.join()
    os._exit(1)


@contextlib.contextmanager
def _environment(env):
    """Let a process that is started here inherit an environment."""
    before = {name: os.environ.get(name) for name in env}
    os.environ.update(env)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
