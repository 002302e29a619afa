"""Pages: an answer put into a template, in the reader's language."""

from .memory import Memory
from .page import Page, render

__all__ = ["Memory", "Page", "render"]
