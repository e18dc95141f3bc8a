"""The process that kernels are forked from."""

import os
import threading

from _ext import kernels

NAME = "FNN_TEST_OF_KERNELS"


def test_threads_that_warm_up_leave_the_environment_as_it_was(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    first, second, seen = threading.Event(), threading.Event(), []

    def ensure_running():
        seen.append(os.environ[NAME])
        if not first.is_set():
            first.set()
            # The other one may not come in between.
            second.wait(0.3)
        else:
            second.set()
            threads[0].join()

    monkeypatch.setattr(
        kernels.multiprocessing.forkserver, "ensure_running", ensure_running
    )
    threads = [
        threading.Thread(target=kernels.warm_up, args=({NAME: value},))
        for value in "ab"
    ]
    threads[0].start()
    first.wait()
    threads[1].start()
    for thread in threads:
        thread.join()
    assert seen == ["a", "b"]
    assert NAME not in os.environ
