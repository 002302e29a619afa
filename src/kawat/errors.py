"""The errors that Kawat raises, one tree. Each says what was wrong, where, and what to do next.

KawatError
├── ReadError        a source could not be read
├── LanguageError    a language folder or one of its lines is wrong, or there is none
├── PipelineError    the stages do not fit together
├── ModelError       the language model is not all there, or does not know what it is asked for
├── StoreError       the store could not be opened, read or written
│   ├── StoreGone    the store does not answer any more
│   ├── QueryError   the store does not understand what it is asked
│   └── TooLong      a question to the store took longer than it was given
├── RunError         the workers of a run cannot work
├── SettingsError    a setting has a value it cannot have
├── RequestError     an address of the desk is asked for what it cannot give
├── ServerError      a server cannot listen, or a process of one ended by itself
├── WriterError      a language model that is to polish a briefing gives no usable answer
├── NotInstalled     a part of Kawat needs packages that are not installed
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

    def __init__(self, told: str, *, plain: str | None = None, noted: str | None = None) -> None:
        """`plain`: the same without a server's own words, which may name hosts and users.

        `noted`: what of these a log may have, which has no words that were asked. Both are None without.
        """
        super().__init__(told)
        self.plain, self.noted = plain, noted


class StoreGone(StoreError):
    """A store went away in the middle, or is not there now; what was finished is in it when it is back."""


class QueryError(StoreError):
    """A store is asked what it does not understand: an unknown filter or cursor, a search without a word."""


class TooLong(StoreError):
    """A question to the store took longer than it was given."""


class RunError(KawatError):
    """The workers of a run cannot work: none can begin, or they cannot be reached."""


class SettingsError(KawatError):
    """A setting has a value that it cannot have."""


class RequestError(KawatError):
    """An address of the desk is asked for what it does not know or cannot give."""


class ServerError(KawatError):
    """A server cannot listen where it is to, or one of its processes ended by itself."""


class WriterError(KawatError):
    """A language model that is to polish a briefing gives no usable answer."""


class NotInstalled(KawatError):
    """A part of Kawat needs packages that are not installed; the message has the command to type."""


class NotFound(KawatError):
    """Nothing has that name or id; the message lists what there is."""
