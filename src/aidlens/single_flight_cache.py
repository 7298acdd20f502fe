"""Make a thing once for all readers, also when many ask for it at the same moment: ``functools.lru_cache`` would let each make its own."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def once(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last ``maxsize`` answers of a function by its arguments. A caller who comes while an answer is being made waits for it;
    an error reaches all who wait and is not kept.
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        kept: OrderedDict[Hashable, Future[R]] = OrderedDict()
        lock = threading.Lock()

        @wraps(make)
        def found(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
            with lock:
                answer = kept.get(key)
                mine = answer is None
                if answer is None:
                    answer = kept[key] = Future()
                    if len(kept) > maxsize:
                        kept.popitem(last=False)
                else:
                    kept.move_to_end(key)
            if mine:
                _fill(answer, make, args, kwargs, lambda: _forget(key, answer))
            return answer.result()

        def _forget(key: Hashable, answer: Future[R]) -> None:
            with lock:
                if kept.get(key) is answer:
                    del kept[key]

        def cache_clear() -> None:
            """Keep nothing any longer, under the name ``functools`` gives it."""
            with lock:
                kept.clear()

        found.cache_clear = cache_clear  # type: ignore[attr-defined]
        return found

    return decorate


def _fill(answer: Future[R], make: Callable[..., R], args: Any, kwargs: Any, forget: Callable[[], None]) -> None:
    try:
        answer.set_result(make(*args, **kwargs))
    except BaseException as error:
        forget()
        answer.set_exception(error)
