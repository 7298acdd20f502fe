"""All HTML that is not Streamlit's: one template a piece, every value escaped as it is put in.

What belongs here: the templates, their one style sheet, and how they are filled. Which words and values stand in them is decided by
whoever renders. A line's indentation and its end are layout of the file, not of the page: they are dropped, so an expression stands on one
line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

FOLDER = Path(__file__).parent
LINE_END = re.compile(r"\n[ \t]*")

PART = re.compile(r"/\* == (\w+): .* == \*/\n")

__all__ = ["FOLDER", "Markup", "macros", "render", "styles"]


class _Loader(BaseLoader):
    """Templates of this folder, their lines joined; a comment in place of each line's end keeps the numbers of lines in errors."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = FOLDER / template
        if path.parent != FOLDER or not path.is_file():
            raise TemplateNotFound(template)
        return LINE_END.sub("{#\n#}", path.read_text(encoding="utf-8").strip()), str(path), lambda: True


@cache
def environment() -> Environment:
    """The environment of all templates: what is missing is an error, what is put in is escaped."""
    return Environment(loader=_Loader(), autoescape=True, undefined=StrictUndefined)


def render(name: str, **values: object) -> str:
    """The HTML of a template; pieces of HTML among the values are handed in as ``Markup``."""
    return environment().get_template(name if "." in name else f"{name}.html").render(values)


@cache
def macros(name: str) -> Any:
    """The macros of a template, to be called by their names: each gives ``Markup``."""
    return environment().get_template(f"{name}.html").module


@cache
def styles(*parts: str) -> Markup:
    """The parts of the one style sheet that a page needs, in the order asked for, to be inlined."""
    found = PART.split((FOLDER / "site.css").read_text(encoding="utf-8"))
    sheet = dict(zip(found[1::2], found[2::2], strict=True))
    return Markup("".join(sheet[part] for part in parts).replace("\n", ""))
