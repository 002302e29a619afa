"""The lines of the reports of a site."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from .connection import Connection
from .lookup import packed, unpacked
from .parts import SqlParts
from .values import BESIDE, SiteLines

# a report that is not there yet stands behind all that are
_LAST = 2**63 - 1


class SqlSites(SqlParts):
    """What comparing the lines of a site's reports needs of a connection."""

    def set_site_lines(self, report: str, lines: SiteLines) -> None:
        """Remember the lines of a report."""
        no = self._no(report)
        with self.transaction():
            self._forget_lines(no)
            self._rows("INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING", (lines.site,))
            site = self._value("SELECT no FROM site WHERE name = ?", lines.site)
            self._insert(
                "site_report",
                report=no,
                site=site,
                keys=packed(lines.keys),
                repeated=packed(lines.repeated),
            )
            self._connection.put(
                "site_line", ("site", "line", "report"), [(site, line, no) for line in lines.keys]
            )

    def beside(self, report: str, site: str) -> SqlSiteReports:
        """The reports of a site added nearest before and after a report, without its copies."""
        return SqlSiteReports(self._connection, report, site)

    def _forget_lines(self, no: int) -> None:
        row = self._rows("SELECT site, keys FROM site_report WHERE report = ?", (no,)).fetchone()
        if row:
            site, keys = row
            self._connection.executemany(
                "DELETE FROM site_line WHERE site = ? AND line = ? AND report = ?",
                ((site, line, no) for line in unpacked(keys)),
            )
            self._rows("DELETE FROM site_report WHERE report = ?", (no,))


class SqlSiteReports:
    """The reports of a site that one of them is compared with."""

    def __init__(self, connection: Connection, report: str, site: str) -> None:
        self._connection = connection
        row = connection.execute("SELECT no FROM site WHERE name = ?", (site,)).fetchone()
        self._site = row[0] if row else None
        own = connection.execute("SELECT no, origin FROM report WHERE id = ?", (report,)).fetchone()
        self._no: int = own[0] if own else _LAST
        origin = own[1] if own else None
        before = "report < :no ORDER BY report DESC"
        near = [*self._near(before), *self._near("report > :no ORDER BY report")]
        self._reports = {no: (str(no), str(of)) for no, of in self._with_origins(near) if of != origin}

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self._reports)

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[tuple[str, str]]]:
        """The reports that have each of these lines."""
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        if self._reports:
            rows = self._connection.execute(
                "SELECT line, report FROM site_line WHERE site = ?"
                " AND line IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) AND report BETWEEN ? AND ?",
                (self._site, json.dumps([*lines]), min(self._reports), max(self._reports)),
            )
            for line, no in rows:
                holder = self._reports.get(no)
                if holder:
                    found[line].append(holder)
        return found

    def _near(self, where: str) -> Iterable[int]:
        sql = f"SELECT report FROM site_report WHERE site = :site AND {where} LIMIT {BESIDE}"
        return [no for (no,) in self._connection.execute(sql, {"site": self._site, "no": self._no})]

    def _with_origins(self, reports: Collection[int]) -> Iterable[tuple[int, int]]:
        sql = "SELECT no, origin FROM report WHERE no IN (SELECT CAST(value AS BIGINT) FROM json_each(?))"
        return self._connection.execute(sql, (json.dumps([*reports]),))
