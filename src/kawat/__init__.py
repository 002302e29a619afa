"""Kawat turns the news of an international crisis into a sourced record.

The path of a report, and the folders where each step lives:

    read -> clean -> annotate -> resolve -> link -> store -> ask -> serve

    from kawat import Quote, load_settings, open_pipeline, read_documents

    settings, _ = load_settings()
    pipeline = open_pipeline(settings)
    for document in read_documents(["reports/"], settings):
        made = pipeline.annotate(document)      # a Failure instead of a Document says what went wrong
        for record in made.records:
            if isinstance(record, Quote):
                print(record.speaker_actor, [made.text[start:end] for start, end in record.at])
"""

import sys

from .errors import (
    KawatError,
    LanguageError,
    ModelError,
    NotFound,
    NotInstalled,
    PipelineError,
    ReadError,
    RequestError,
    RunError,
    ServerError,
    SettingsError,
    StoreError,
    WriterError,
)
from .pipeline import STAGES, Annotated, Pipeline, open_pipeline
from .read.document import Document
from .read.source import read as read_documents
from .records import (
    Actor,
    Event,
    Failure,
    Family,
    Figure,
    Judgement,
    Made,
    Name,
    Period,
    Quote,
    Record,
    Report,
    Sentence,
    Span,
    Time,
    Token,
    Zone,
    decode,
    encode,
)
from .settings import Settings, load_settings
from .stage import ReportText, Stage, check, stage
from .store import open_store

__version__ = "0.7.0"

__all__ = [
    "STAGES",
    "Actor",
    "Annotated",
    "Document",
    "Event",
    "Failure",
    "Family",
    "Figure",
    "Judgement",
    "KawatError",
    "LanguageError",
    "Made",
    "ModelError",
    "Name",
    "NotFound",
    "NotInstalled",
    "Period",
    "Pipeline",
    "PipelineError",
    "Quote",
    "ReadError",
    "Record",
    "Report",
    "ReportText",
    "RequestError",
    "RunError",
    "Sentence",
    "ServerError",
    "Settings",
    "SettingsError",
    "Span",
    "Stage",
    "StoreError",
    "Time",
    "Token",
    "WriterError",
    "Zone",
    "check",
    "decode",
    "encode",
    "load_settings",
    "open_pipeline",
    "open_store",
    "read_documents",
    "stage",
]

if "IPython" in sys.modules:
    from .serve.notebook import show_in_notebook

    show_in_notebook()
