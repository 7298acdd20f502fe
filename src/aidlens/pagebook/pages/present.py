"""Present: the deck, ready or one's own, to show in a room, to keep and to take home; with ``stage`` the slides themselves."""

from __future__ import annotations

from aidlens.pagebook.blocks import Deck
from aidlens.pagebook.page import Page

PAGE = Page(
    title=lambda lang: lang.t("Present"),
    purpose=lambda lang: lang.t("Show it in a room, without a network, and take the slides home."),
    place=7,
    indexed=False,
    blocks=(Deck(),),
)
