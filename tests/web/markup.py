"""What is wrong with the structure of a page, told by reading its tags as they are written: nothing is mended on the way."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = {"address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header"}
BLOCKS |= {"hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
ONLY = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div", "dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
}
WITHIN = {"li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "tr": {"thead", "tbody"}, "th": {"tr"}, "td": {"tr"}}
WITHIN |= {"caption": {"table"}, "summary": {"details"}}
TOUCHED = {"a", "button", "input", "textarea", "select", "summary"}  # what is touched may not stand in what is touched
PHRASING = {"p", "h1", "h2", "h3", "h4", "span", "b", "em", "strong", "q", "small", "button", "label", "summary", "dt"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.count: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.landmarks: Counter[tuple[str, str]] = Counter()
        self.fields: list[str] = []
        self.labelled: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._own(tag, given)
        self._place(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing that is open")
            raise StopIteration

    def _own(self, tag: str, given: dict[str, str]) -> None:
        self.count[tag] += 1
        if "id" in given:
            self.ids[given["id"]] += 1
        name = given.get("aria-label") or given.get("aria-labelledby") or ""
        if tag == "nav" or given.get("role") in ("region", "navigation"):
            self.landmarks[("nav", name)] += 1
            if not name:
                self.faults.append(f"<{tag}> is a landmark without a name")
        if tag == "button" and given.get("type") not in ("button", "submit", "reset"):
            self.faults.append("<button> without a type")
        if tag == "img" and ("alt" not in given or not given.get("src")):
            self.faults.append("<img> without a source or words in its place")
        if tag == "th" and given.get("scope") not in ("col", "row"):
            self.faults.append("<th> without a scope")
        if tag == "a" and not given.get("href"):
            self.faults.append("<a> that leads nowhere")
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag in ("input", "textarea", "select") and given.get("type") != "hidden" and "label" not in self.open and not name:
            self.fields.append(given.get("id", tag))

    def _place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag not in ONLY.get(parent, {tag}) or parent not in WITHIN.get(tag, {parent}):
            self.faults.append(f"<{tag}> stands in <{parent}>")
        if tag in BLOCKS and (inside := PHRASING & set(self.open)):
            self.faults.append(f"<{tag}> stands in <{min(inside)}>")
        if tag in TOUCHED and "svg" not in self.open and (inside := (TOUCHED - {"input"}) & set(self.open)):
            self.faults.append(f"<{tag}> stands in <{min(inside)}>")


def faults(text: str) -> list[str]:
    """What is wrong, each once."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except StopIteration:
        return reader.faults
    found = [*reader.faults, *(f"<{tag}> is never closed" for tag in reader.open)]
    found += [f"{reader.count[tag]} <{tag}>" for tag in ("h1", "main") if reader.count[tag] != 1]
    found += [f"the id «{name}» stands {times} times" for name, times in reader.ids.items() if times > 1]
    found += [f"{times} landmarks have the name «{name}»" for (_, name), times in reader.landmarks.items() if times > 1]
    found += [f"the field «{name}» has no label" for name in reader.fields if name not in reader.labelled]
    return sorted(set(found))
