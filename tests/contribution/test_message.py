"""A message as bytes: its limits, what is no message, and the description of its file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aidlens.contribution.message import LONGEST, MAX_BYTES, SCHEMA, Contribution, UnreadableError, read
from aidlens.i18n import Lang
from tests.contribution.conftest import GOOD, written

HOSTILE: dict[str, tuple[bytes, str]] = {
    "ten megabytes": (b"x" * 10_000_000, "too-large"),
    "a large message": (written(what="x" * (MAX_BYTES + 1)), "too-large"),
    "not UTF-8": (b'{"what": "\xff\xfe"}', "encoding"),
    "UTF-16": ("{}".encode("utf-16"), "encoding"),
    "nothing": (b"", "not-json"),
    "no JSON": (b"what: a school", "not-json"),
    "deep nesting": (b"[" * 8000 + b"]" * 8000, "not-json"),
    "deep nesting in a field": (written()[:-1] + b', "x": ' + b"[" * 3000 + b"]" * 3000 + b"}", "not-json"),
    "a huge number": (b'{"format": ' + b"9" * 9000 + b"}", "not-json"),
    "a field twice": (written()[:-1] + b', "what": "another"}', "not-json"),
    "a thousand at once": (b"[" + b",".join([b"{}"] * 1000) + b"]", "not-one"),
    "a number": (b"5", "not-one"),
    "null": (b"null", "not-one"),
    "another format": (written(format=2), "format"),
    "a format that is true": (written(format=True), "format"),
    "a field too many": (written(name="Somebody"), "unknown-field"),
    "a field too few": (written(where=None), "missing-field"),
    "a list for a text": (written(what=["a", "b"]), "type"),
    "a number for a text": (written(when=2009), "type"),
    "a text for yes": (written(consent="yes"), "type"),
    "null for a text": (b"".join([written()[:-1], b"}"]).replace(b'"2009"', b"null"), "type"),
    "no kind of message": (written(message="spam"), "type"),
    "another language": (written(language="xx"), "type"),
    "another licence": (written(licence="none"), "type"),
    "a long place": (written(where="x" * 121), "too-long"),
    "half a letter": (written(what="\ud800"), "signs"),
    "a bell": (written(what="a\x07b"), "signs"),
    "NUL": (written(what="a\x00b"), "signs"),
    "markup": (written(what="<script>alert(1)</script>"), "markup"),
    "wide markup": (written(what="＜img src=x onerror=y＞"), "markup"),
    "markup of a source": (written(source='<a href="x">y</a>'), "markup"),
    "a link of Markdown": (written(what="[a](https://example.org)"), "markup"),
    "a template": (written(what="{{ 7*7 }}"), "markup"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_message_ends_in_one_clear_line(name: str, either: Lang) -> None:
    raw, code = HOSTILE[name]
    with pytest.raises(UnreadableError) as refused:
        read(raw)
    assert refused.value.code == code
    words = refused.value.words(either)
    assert words and "\n" not in words and words.endswith(".")


@given(
    some.binary(max_size=400)
    | some.recursive(
        some.none() | some.booleans() | some.text() | some.integers(),
        lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_message_or_refused(raw: bytes) -> None:
    try:
        found = read(raw)
    except UnreadableError:
        return
    assert isinstance(found, Contribution)


@given(
    some.dictionaries(
        some.sampled_from(["format", "message", "what", "consent", "work", "licence", "language"]),
        some.none() | some.booleans() | some.integers() | some.text(max_size=9) | some.lists(some.text()),
        max_size=4,
    )
)
@settings(max_examples=100, deadline=None)
def test_wrong_types_are_refused(changes: dict[str, Any]) -> None:
    try:
        found = read(written(**changes))
    except UnreadableError:
        return
    assert all(type(getattr(found, name)) is str for name in LONGEST)


def test_what_is_written_is_read_back() -> None:
    assert read(GOOD.text.encode()) == GOOD
    assert read(b"\xef\xbb\xbf" + GOOD.text.encode()) == GOOD, "as some editors save it"
    assert read(written(what="  A\u200b school,\n\tnew \u202e ")).what == "A school, new", "signs that steer the setting are dropped"
    assert read(written(what="مکتب می\u200cباشد")).what == "مکتب می\u200cباشد"
    assert GOOD.file == read(GOOD.text.encode()).file and GOOD.file.startswith("contribution-")


def test_the_schema_says_what_the_reader_holds() -> None:
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    held = jsonschema.Draft202012Validator(schema)
    held.validate(json.loads(GOOD.text))
    limits = {name: spec["maxLength"] for name, spec in schema["properties"].items() if "maxLength" in spec}
    assert limits == LONGEST
    assert set(schema["required"]) == set(schema["properties"]) == set(json.loads(GOOD.text))
    for raw, code in HOSTILE.values():
        if code in ("format", "unknown-field", "missing-field", "type", "too-long"):
            assert list(held.iter_errors(json.loads(raw))), raw[:80]
