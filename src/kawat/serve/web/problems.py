"""What went wrong, as RFC 9457 has it: a JSON document for programs, a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.responses import Response

from kawat.errors import NotFound, QueryError, RequestError

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem document. `title` is the same for all of one status, `detail` says what to do next."""

    title: str
    status: int
    detail: str
    instance: str = ""


class Refused(RequestError):
    """A request that is not answered, with the status that says why."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = {name.replace("_", "-").title(): value for name, value in headers.items()}


def problem_of(error: Exception, instance: str = "") -> Problem:
    """What an error that Kawat raised means to who asked."""
    status = _status(error)
    return Problem(status.phrase, status.value, str(error), instance)


def _status(error: Exception) -> HTTPStatus:
    match error:
        case Refused():
            return error.status
        case RequestError() | QueryError():
            return HTTPStatus.BAD_REQUEST
        case NotFound():
            return HTTPStatus.NOT_FOUND
        case _:
            return HTTPStatus.SERVICE_UNAVAILABLE


def as_json(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a document for programs."""
    body = msgspec.json.encode(problem)
    return Response(
        body, problem.status, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", **(headers or {})}
    )
