"""Story: the whole of it, told for a reader who knows nothing; the timeline; and the way back to the article."""

from __future__ import annotations

from aidlens.pagebook.blocks import Glossary, Told
from aidlens.pagebook.page import Page

PAGE = Page(
    title=lambda lang: lang.t("Story"),
    purpose=lambda lang: lang.t("The whole story, told for a reader who knows nothing of it."),
    place=5,
    kind="Article",
    blocks=(Told("became", "timeline", "verdicts", "references"), Glossary()),
)
