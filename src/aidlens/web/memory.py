"""Memory given back: what many short-lived threads leave behind on Linux would otherwise stay with the process, for seconds or for good."""

from __future__ import annotations

import contextlib
import ctypes
import gc

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's mallopt
_ARENAS = 2
_MMAP_THRESHOLD = -3
_TRIM_THRESHOLD = -1


def few_arenas() -> None:
    """Let all threads share two heaps: sessions run in threads of their own, and each heap keeps the most it ever held."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_ARENA_MAX, _ARENAS)
        libc.mallopt(_MMAP_THRESHOLD, 128 * 1024)
        libc.mallopt(_TRIM_THRESHOLD, 1024 * 1024)


def settle() -> None:
    """Collect what the start has left, give it back, and leave the rest out of later collections."""
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
