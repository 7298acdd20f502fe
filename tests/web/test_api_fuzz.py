"""The API asked at random from its own description: whatever is asked, the answer is one the description allows."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from starlette.applications import Starlette

from aidlens.exhibits import registry
from aidlens.web.api_answers import OPERATIONS
from tests import shipped

load_all_checks()
CHECKED = tuple(
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "positive_data_acceptance",
    )
)


@pytest.fixture(scope="module")
def described(api_app: Starlette, description: dict[str, Any]) -> Any:
    assert description  # the record is read by now: its first answer may take longer than a fuzzer waits
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", api_app)


def swapped(case: Any) -> bool:
    """Years the wrong way round keep to the schema, which has no way to say so; they are refused, and tested by name."""
    first, last = ((case.query or {}).get(key) for key in ("from", "to"))
    return isinstance(first, int) and isinstance(last, int) and first > last


def ask(described: Any, path: str, mode: GenerationMode, times: int) -> int:
    """Ask one operation many times, every other time about a row that is there; how many requests went out."""
    asked = 0
    listed = next(item.listed for item in OPERATIONS if item.path == path)
    known = list(registry.BUILDERS) if listed == "exhibits" else list(shipped.catalog().tables[listed]["id"]) if listed else [""]
    operation = described[path]["GET"]
    if mode is GenerationMode.NEGATIVE and not any(True for _ in operation.iter_parameters()):
        return 0

    @settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from(known), st.integers(0, 3))
    def run(case: Any, key: str, dice: int) -> None:
        nonlocal asked
        if "{id}" in path and mode is GenerationMode.POSITIVE and dice:
            case.path_parameters["id"] = key
        if not swapped(case):
            asked += 1
            case.call_and_validate(checks=CHECKED)

    run()
    return asked


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("path", [item.path for item in OPERATIONS])
def test_any_request_gets_an_answer_the_description_allows(path: str, mode: GenerationMode, described: Any) -> None:
    assert ask(described, path, mode, 12) > 0


@pytest.mark.long
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("path", [item.path for item in OPERATIONS])
def test_many_requests_get_an_answer_the_description_allows(path: str, mode: GenerationMode, described: Any) -> None:
    assert ask(described, path, mode, 420) > 0
