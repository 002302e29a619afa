"""Pages: an answer put into a template, in the reader's language."""

from .page import Page, render

__all__ = ["Page", "render"]
