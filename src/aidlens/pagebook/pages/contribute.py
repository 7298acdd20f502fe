"""Do you know this one? What a reader knows of a work, with the page that says so; checked here, kept nowhere."""

from __future__ import annotations

from aidlens.contribution import ask
from aidlens.pagebook.blocks import Asked, Next, Opening
from aidlens.pagebook.page import Page

PAGE = Page(
    title=lambda lang: lang.t("Contribute"),
    purpose=lambda lang: lang.t("Do you know a work that is missing, or what became of one? Four things help."),
    place=9,
    opening=ask.opening,
    blocks=(Opening(), Asked(), Next()),
)
