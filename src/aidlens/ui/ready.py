"""A map made ready to send: what the browser gets is worked out once an exhibit, not once a run.

Streamlit writes a map as indented JSON at every run; it asks the object itself to do it, so this one answers with what it has kept. It is
for showing only: nobody changes it.
"""

from __future__ import annotations

import json
from typing import Any

import pydeck as pdk

DECIMALS = 4  # of a degree: eleven metres, finer than a pixel at the closest zoom


class ReadyDeck(pdk.Deck):  # type: ignore[misc]
    """A map that is its JSON."""

    def __init__(self, deck: pdk.Deck) -> None:
        self.layers: list[Any] = []
        self._tooltip = deck._tooltip
        self.mapbox_key = None
        content = json.loads(deck.to_json(), parse_float=lambda text: round(float(text), DECIMALS))
        self._json = json.dumps(content, separators=(",", ":"), ensure_ascii=False)

    def to_json(self) -> str:
        """The JSON."""
        return self._json
