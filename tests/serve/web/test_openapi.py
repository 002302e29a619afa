"""The OpenAPI document tells the truth: whoever follows it is answered as it says, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from desk import AskJson, served
from kawat.serve.web.app import app
from kawat.serve.web.openapi import document
from kawat.serve.web.resources import RESOURCES
from kawat.settings import Settings
from kawat.store import open_store

# a schema says of each parameter what it may be, and not what all of them may be together, nor who is named
_TOGETHER = (
    "no day lies between them",
    "no report in this store names",
    "is no cursor",
    "name at least one word",
    "the text cannot be checked",
    "the text is in no language that is known here",
)
_TOO_LONG = 414


schema = schemathesis.openapi.from_dict(document())


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A server that does as the document says, or does not."""
    with open_store(store) as opened, served(app(opened, Settings())) as address:
        yield address


@schema.parametrize()
@hypothesis.settings(
    max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_every_operation_does_as_it_says(case: Any, address: str) -> None:
    response = case.call(base_url=address)
    excluded = []
    if response.status_code == _TOO_LONG:
        # which is said before anything is looked at
        excluded.append(negative_data_rejection)
    elif response.status_code == 400 and any(told in response.json()["detail"] for told in _TOGETHER):
        excluded.append(positive_data_acceptance)
    case.validate_response(response, excluded_checks=excluded)


def test_it_is_openapi_of_this_kind(ask_json: AskJson) -> None:
    told = ask_json("/openapi.json")
    assert told["openapi"].startswith("3.1.")
    assert told == json.loads(json.dumps(document()))
    names = [operation["get"]["operationId"] for operation in told["paths"].values()]
    assert len(names) == len(set(names))
    for resource in RESOURCES:
        assert resource.file("json") in told["paths"]


def test_answers_are_of_the_types_that_it_has(ask_json: AskJson) -> None:
    told = document()
    for resource in RESOURCES:
        content = told["paths"][resource.file("json")]["get"]["responses"]["200"]["content"]
        of_kind = {**content["application/json"]["schema"], "components": told["components"]}
        jsonschema_rs.validator_for(of_kind).validate(ask_json(resource.file("json")))
