"""The ready decks as data: names, and for each slide the exhibit, what of its view is not usual, and a question for the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aidlens.i18n import Lang

Said = Callable[[Lang], str]
Slide = tuple[str, dict[str, Any], Said | None]


@dataclass(frozen=True)
class ReadyDeck:
    """A ready deck: its ``title`` on paper and slides, its ``name`` and ``purpose`` where it is chosen."""

    title: Said
    name: Said
    purpose: Said
    slides: tuple[Slide, ...]


ALONE = "ladder"  # shows a claim that works answer by itself, large
_SCHOOLS: dict[str, Any] = {"claim": "schools"}
_EDUCATION: dict[str, Any] = {"claim": "share-education"}
_PROJECTS: dict[str, Any] = {"claim": "projects"}

READY = {
    "five": ReadyDeck(
        title=lambda lang: lang.t("Five minutes: is it true, what the article says?"),
        name=lambda lang: lang.t("Five minutes: the claims"),
        purpose=lambda lang: lang.t("For a meeting: the main claims of the article beside the evidence."),
        slides=(
            ("ladder", _SCHOOLS, None),
            ("ladder", {"claim": "hospitals"}, None),
            ("split", _EDUCATION, None),
            ("short-ladder", _PROJECTS, None),
            ("map", {}, None),
        ),
    ),
    "fifteen": ReadyDeck(
        title=lambda lang: lang.t("Fifteen minutes: the whole story"),
        name=lambda lang: lang.t("Fifteen minutes: the story"),
        purpose=lambda lang: lang.t("For an evening: what was built, who says so, what could not be found."),
        slides=(
            ("ladder", _SCHOOLS, None),
            ("short-ladder", _PROJECTS, None),
            ("split", _EDUCATION, None),
            ("in-scale", {"claim": "spend"}, None),
            ("counts", {}, None),
            ("growth", {}, None),
            ("map", {}, None),
            ("chain", {}, None),
            ("became", {}, None),
            ("timeline", {}, None),
            ("verdicts", {}, None),
        ),
    ),
    "class": ReadyDeck(
        title=lambda lang: lang.t("For a class or a parish: five questions"),
        name=lambda lang: lang.t("For a class or a parish"),
        purpose=lambda lang: lang.t("Five slides, each with a question for the room."),
        slides=(
            ("ladder", _SCHOOLS, lambda lang: lang.t("Why may a number be right although only a part of the works can be found?")),
            ("split", _EDUCATION, lambda lang: lang.t("What would you ask before you believed that the rest was spent well?")),
            ("map", {}, lambda lang: lang.t("Why does no mark stand on a building?")),
            ("chain", {}, lambda lang: lang.t("A clinic becomes a hospital as the sentence travels. How could that happen?")),
            ("became", {}, lambda lang: lang.t("Who could tell us today what became of a school?")),
        ),
    ),
}
