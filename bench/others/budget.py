# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""So much time and no more, counted in processor seconds: the machine is not always ours."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Budget:
    """Processor seconds of this process that a method may use."""

    def __init__(self, processor_seconds: float) -> None:
        self.begun = time.process_time()
        self.processor_seconds = processor_seconds

    def left(self) -> float:
        """Return how many are left."""
        return self.processor_seconds - (time.process_time() - self.begun)

    def is_over(self) -> bool:
        """Whether none are left."""
        return self.left() <= 0

    @contextmanager
    def stop_with(self, stop: Callable[[], object]) -> Iterator[None]:
        """Call ``stop`` when the budget is over, for a solver that knows the clock only."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.2):
                if self.is_over():
                    stop()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
