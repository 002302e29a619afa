"""Writing down which reports are copies of which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawat.records import Event, Family, encode

from .bodies import SqlBodies
from .plans import at_most
from .weeks import cells


class SqlLinking(SqlBodies):
    """What linking copies does on a connection."""

    def unlinked(self, limit: int = -1) -> Sequence[str]:
        """The reports not yet compared with the others."""
        sql = f"SELECT id FROM report WHERE NOT linked ORDER BY no{at_most(limit)}"
        return [id for (id,) in self._rows(sql)]

    def revision(self, report: str) -> int:
        """How often a report was added again or judged."""
        return int(self._value("SELECT revision FROM report WHERE no = ?", self._no(report)))

    def set_families(self, reports: Iterable[str], families: Iterable[Family]) -> None:
        """Put these families in place of all that these reports were in, and note the reports as linked."""
        origins = {self._no(report): self._no(report) for report in reports}
        with self.transaction():
            for no in origins:
                self._rows("DELETE FROM family WHERE report = ?", (no,))
            for family in families:
                centre = self._no(family.report)
                self._insert("family", id=family.id, report=centre, json=encode(family).decode())
                origins |= {self._no(member): centre for member in family.reports}
            for no, origin in origins.items():
                self._set_origin(no, origin)
        self._visible.forget()

    def _set_origin(self, no: int, origin: int) -> None:
        before = self._origin(no)
        if before != origin:
            counted = cells(self._of(Event, no))
            self._count(before, counted, -1)
            self._count(origin, counted, 1)
            told = self._tallies_of(no)
            self._tally_from(before, told, -1)
            self._tally_from(origin, told, 1)
            # what it is counted in has to be counted again
            self._rows("UPDATE report SET joined = FALSE WHERE no = ?", (no,))
        # what was asked of it since its body was read is done next
        linked = "UPDATE report SET origin = ?, linked = (body_revision = revision) WHERE no = ?"
        self._rows(linked, (origin, no))

    def _origin(self, no: int) -> int:
        return int(self._value("SELECT origin FROM report WHERE no = ?", no))
