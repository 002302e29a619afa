"""Writes a briefing as Markdown, as a page that stands alone, or as PDF; has a language model polish it."""
