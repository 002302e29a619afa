"""Step 1: bytes -> Document. Text is decoded, never normalised; what cannot be read leaves a Failure."""

from .document import Document, report_id
from .source import Reader, Source, read

__all__ = ["Document", "Reader", "Source", "read", "report_id"]
