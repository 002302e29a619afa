"""How tests ask the desk: its application in this process, without a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kawat.serve.web.once import Answer

Ask = Callable[[str], Answer]
AskJson = Callable[[str], Any]
