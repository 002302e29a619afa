"""What went wrong, as RFC 9457 has it: a JSON document for programs; people get it as a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.responses import Response

from kawat.errors import KawatError, NotFound, NotInstalled, QueryError, RequestError, StoreError

MEDIA_TYPE = "application/problem+json"
_AGAIN_SECONDS = "5"


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem document. `title` is the same for all of one status, `detail` says what to do next."""

    title: str
    status: int
    detail: str
    instance: str = ""


class Refused(RequestError):
    """A request that is not answered: the status that says why, and what else is to be said in the head."""

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers


def problem_of(error: KawatError, instance: str = "") -> Problem:
    """What an error means to who asked."""
    status = _status(error)
    return Problem(status.phrase, status.value, str(error), instance)


def unnamed(error: KawatError, store: str) -> KawatError:
    """The same without how the store is called, or what its server said: that is for whoever keeps it."""
    if not isinstance(error, StoreError) or (error.plain is None and store not in str(error)):
        return error
    told = error.plain or str(error)
    folder, _, rest = told.partition(f"{store}: ")
    if rest and (not folder or folder[-1] in "/\\"):
        told = rest
    return type(error)(re.sub(rf"[^\s'\"]*{re.escape(store)}", "the store", told))


def headers_of(error: KawatError) -> Mapping[str, str]:
    """What is said in the head of an answer that an error made."""
    told = error.headers if isinstance(error, Refused) else {}
    again = {"retry-after": _AGAIN_SECONDS} if _status(error) is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return {"cache-control": "no-store", **again, **told}


def answer_of(error: KawatError, instance: str = "") -> Response:
    """The problem as a document for programs."""
    problem = problem_of(error, instance)
    body = msgspec.json.encode(problem)
    return Response(body, problem.status, headers=headers_of(error), media_type=MEDIA_TYPE)


def _status(error: KawatError) -> HTTPStatus:
    match error:
        case Refused():
            return error.status
        case RequestError() | QueryError():
            return HTTPStatus.BAD_REQUEST
        case NotInstalled():
            return HTTPStatus.NOT_IMPLEMENTED
        case NotFound():
            return HTTPStatus.NOT_FOUND
        case _:
            return HTTPStatus.SERVICE_UNAVAILABLE
