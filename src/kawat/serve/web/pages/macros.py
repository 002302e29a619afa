"""What a page says often (who, of what type, how many tell it) is rendered once."""

from __future__ import annotations

from typing import Any

from jinja2.environment import TemplateModule
from jinja2.runtime import Macro


class Once:
    """The macros of templates, each rendered once for the same arguments, as long as a page is made."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[Any, ...], Any] = {}

    def __call__(self, macros: TemplateModule) -> _Macros:
        """The macros of one template."""
        return _Macros(macros, self._rendered)


class _Macros:
    def __init__(self, macros: TemplateModule, rendered: dict[tuple[Any, ...], Any]) -> None:
        self._macros, self._rendered = macros, rendered

    def __getattr__(self, name: str) -> Any:
        macro, rendered, place = getattr(self._macros, name), self._rendered, (self._macros.__name__, name)
        if not isinstance(macro, Macro):
            return macro

        def render(*given: Any, **named: Any) -> Any:
            key = (*place, given, *named.items())
            try:
                known = rendered.get(key)
            except TypeError:  # a list, say, cannot be looked up
                return macro(*given, **named)
            if known is None:
                known = rendered[key] = macro(*given, **named)
            return known

        setattr(self, name, render)
        return render
