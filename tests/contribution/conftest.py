"""What the tests of messages share: one that nothing stands against, and the answer of the shipped record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from aidlens.catalog import Catalog
from aidlens.contribution.answer import Answer, answer
from aidlens.contribution.message import LICENCE, Contribution
from aidlens.i18n import Lang

GOOD = Contribution(
    message="new", what="Bridge over the canal", where="Nawur", when="2009", source="Il Giorno, 3 May 2009, p. 12", consent=True
)


def written(said: Contribution = GOOD, **changes: Any) -> bytes:
    """The bytes of a message, some of its fields changed; ``None`` takes one out."""
    fields = asdict(said) | {"licence": LICENCE} | changes
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()


@pytest.fixture
def told(catalog: Catalog, either: Lang) -> Callable[..., Answer]:
    """The answer to the good message with some of its fields changed."""
    return lambda **changes: answer(catalog, replace(GOOD, **changes), either)
