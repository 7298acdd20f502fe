"""Make a thing once for all readers, also when many ask for it at the same moment: ``functools.lru_cache`` would let each make its own.

What is made of a record is kept with that record and goes with it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Answers = OrderedDict[Hashable, "Future[Any]"]


class Keeping:
    """Answers of functions. Whoever owns one as ``keeping`` owns what is made of it; ``end`` empties it, and nothing is kept any longer."""

    def __init__(self) -> None:
        self._answers: dict[object, Answers] = {}
        self._ended = False

    def of(self, function: object) -> Answers:
        """The answers of a function, by its arguments."""
        return Answers() if self._ended else self._answers.setdefault(function, Answers())

    def end(self) -> None:
        """Give everything back, for what owns it has gone out of use; those who still ask have it made anew."""
        self._ended = True
        self._answers.clear()


def once(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last ``maxsize`` answers of a function by its arguments, with the argument that owns a ``Keeping``, if one does. A caller
    who comes while an answer is being made waits for it; an error reaches all who wait and is not kept.
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        nobodys = Keeping()
        lock = threading.Lock()

        @wraps(make)
        def found(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items()))) if kwargs else args
            with lock:
                kept = _keeping(nobodys, *args, *kwargs.values()).of(make)
                answer = kept.get(key)
                mine = answer is None
                if answer is None:
                    answer = kept[key] = Future()
                    if len(kept) > maxsize:
                        kept.popitem(last=False)
                else:
                    kept.move_to_end(key)
            if mine:
                _fill(answer, make, args, kwargs, lambda: _forget(kept, key, answer))
            result: R = answer.result()
            return result

        def _forget(kept: Answers, key: Hashable, answer: Future[R]) -> None:
            with lock:
                if kept.get(key) is answer:
                    del kept[key]

        return found

    return decorate


def _keeping(nobodys: Keeping, *args: object) -> Keeping:
    for arg in args:
        keeping = getattr(arg, "keeping", None)
        if isinstance(keeping, Keeping):
            return keeping
    return nobodys


def _fill(answer: Future[R], make: Callable[..., R], args: Any, kwargs: Any, forget: Callable[[], None]) -> None:
    try:
        answer.set_result(make(*args, **kwargs))
    except BaseException as error:
        forget()
        answer.set_exception(error)
