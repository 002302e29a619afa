"""Pages: an answer put into a template, in the reader's language."""

from .naming import Names
from .page import Page, render

__all__ = ["Names", "Page", "render"]
