"""What a server tells of its work, a line each: as JSON for programs, or as words.

A line has `time`, `level`, `event` and what belongs to it. What people ask is nobody's business: of a request
it has the form of the address ('/quotes/{id}') and no words of it, and of what went wrong the kind of error
and the lines of code, not its message. What a database's server says while one connects, before anything is
asked, stands under `said`; of a statement that it refused only the code.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

from kawat.store.address import shown

Form = Literal["json", "text"]

LOG = logging.getLogger("kawat")
"""Where a server tells of its work."""
REQUEST: ContextVar[str] = ContextVar("request")
"""The id of the request that is being answered."""
_FIELDS = "kawat"
_SERVER = "uvicorn"
_FRAMES = 20


def tell(event: str, /, **fields: object) -> None:
    """A line about something that happened."""
    LOG.info(event, extra={_FIELDS: fields})


def log_to(form: Form | None, stream: TextIO | None = None) -> None:
    """Let lines go to a stream, standard error unless named; without a form only what went wrong, in words.

    The lines of the server's own libraries go the same way.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Whole("%(levelname)s: %(message)s") if form is None else _FORMS[form]())
    level = logging.WARNING if form is None else logging.INFO
    for name in (LOG.name, _SERVER):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
    root = logging.getLogger()
    root.handlers = [handler]


class _Whole(logging.Formatter):
    """For whoever sits before the terminal: with the message of what went wrong."""


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # before it is written as JSON, which puts signs between those of a password
        return self.line({name: _shown(value) for name, value in _fields(record).items()})

    def line(self, fields: Mapping[str, Any]) -> str:
        """One line with these fields."""
        raise NotImplementedError


class _Json(_Lines):
    def line(self, fields: Mapping[str, Any]) -> str:
        return json.dumps(fields, ensure_ascii=False)


class _Text(_Lines):
    def line(self, fields: Mapping[str, Any]) -> str:
        rest = dict(fields)
        head = [rest.pop("time"), f"{rest.pop('level'):7}", rest.pop("event")]
        return " ".join([*head, *(f"{name}={_word(value)}" for name, value in rest.items())])


_FORMS: Mapping[Form, type[_Lines]] = {"json": _Json, "text": _Text}


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    made = datetime.fromtimestamp(record.created, UTC)
    fields: dict[str, Any] = {
        "time": made.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "event": record.getMessage().strip(),
        "process": record.process,
        **getattr(record, _FIELDS, {}),
    }
    request = REQUEST.get(None)
    if request is not None:
        fields.setdefault("request", request)
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        fields |= {"error": type(error).__name__, "trace": _trace(error)}
    return fields


def _trace(error: BaseException) -> list[str]:
    """Where it came about, the last step first."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


def _shown(value: Any) -> Any:
    """A value as JSON can have it, without who may open an address."""
    match value:
        case None | bool() | int() | float():
            return value
        case Mapping():
            return {str(name): _shown(one) for name, one in value.items()}
        case list() | tuple():
            return [_shown(one) for one in value]
        case _:
            return shown(str(value))


def _word(value: object) -> str:
    """A value as one word: in quotation marks where it has blanks."""
    told = str(value)
    return json.dumps(told, ensure_ascii=False) if not told or any(c in told for c in ' "=\n') else told
