"""Uses both cores while they are free and one while other programs work: two threads in step wait for the slower."""

from __future__ import annotations

import time
from pathlib import Path

import torch

TICKS_A_SECOND = 100
FREE_SHARE = 0.35
WINDOW_SECONDS = 2.0


def busy_seconds() -> float:
    """Processor seconds that all programs together have used since the machine started."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, softirq = (int(field) for field in fields[:7])
    return (user + nice + system + irq + softirq) / TICKS_A_SECOND


class Threads:
    """Chooses the number of torch threads from what other programs used in the last seconds."""

    def __init__(self) -> None:
        self._most = torch.get_num_threads()
        self._active = Path("/proc/stat").exists() and self._most > 1
        self._mark = self._now() if self._active else (0.0, 0.0, 0.0)

    def _now(self) -> tuple[float, float, float]:
        return time.monotonic(), time.process_time(), busy_seconds()

    def adapt(self) -> None:
        """Look once every few seconds and switch where it pays."""
        if not self._active or time.monotonic() - self._mark[0] < WINDOW_SECONDS:
            return
        wall, own, busy = (now - then for now, then in zip(self._now(), self._mark, strict=True))
        self._mark = self._now()
        others = (busy - own) / wall
        wanted = self._most if others < FREE_SHARE else max(self._most - 1, 1)
        if wanted != torch.get_num_threads():
            torch.set_num_threads(wanted)
