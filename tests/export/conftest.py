"""The deck of every exhibit, built once, and its slides."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation

from aidlens.catalog import Catalog
from aidlens.export import pptx
from aidlens.i18n import Lang
from tests.export.decks import BASE, whole


@pytest.fixture(scope="session")
def made(catalog: Catalog, en: Lang) -> bytes:
    """Every exhibit of the registry, in English."""
    return pptx.build(catalog, whole(), en, BASE)


@pytest.fixture(scope="session")
def show(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))
