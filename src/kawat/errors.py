"""The errors that Kawat raises, one tree. Each says what was wrong, where, and what to do next.

KawatError
├── ReadError        a source could not be read
├── LanguageError    a language folder or one of its lines is wrong, or there is none
├── PipelineError    the stages do not fit together
├── ModelError       the language model is not all there, or does not know what it is asked for
├── StoreError       the store could not be opened, read or written
├── SettingsError    a setting has a value it cannot have
├── WriterError      a language model that is to polish a briefing gives no usable answer
├── NotInstalled     what is asked for needs packages that are not installed
└── NotFound         nothing has that name or id
"""


class KawatError(Exception):
    """Any error that Kawat raises on purpose."""


class ReadError(KawatError):
    """A source could not be read."""


class LanguageError(KawatError):
    """A language folder, or a line of one, is wrong; or there is no folder for a language."""


class PipelineError(KawatError):
    """The stages of a pipeline do not fit together."""


class ModelError(KawatError):
    """A file of the language model is missing or broken, or the model does not know what it is asked for."""


class StoreError(KawatError):
    """A store could not be opened, read or written."""


class SettingsError(KawatError):
    """A setting has a value that it cannot have."""


class WriterError(KawatError):
    """A language model that is to polish a briefing gives no usable answer."""


class NotInstalled(KawatError):
    """What is asked for needs packages that are not installed; the message has the command to type."""


class NotFound(KawatError):
    """Nothing has that name or id; the message lists what there is."""
