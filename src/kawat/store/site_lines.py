"""The lines of the reports of a site."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping

from .connection import Connection
from .lookup import packed, unpacked
from .parts import SqlParts
from .values import SiteLines, SiteReport

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
                version=no if lines.version is None else self._no(lines.version),
            )
            self._connection.put(
                "site_line", ("site", "line", "report"), [(site, line, no) for line in lines.keys]
            )

    def beside(self, report: str, site: str, most: int) -> SqlSiteReports:
        """The reports of a site that were added nearest before and after a report."""
        return SqlSiteReports(self._connection, report, site, most)

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
    """The reports of a site that stand nearest to one in the order of adding."""

    def __init__(self, connection: Connection, report: str, site: str, most: int) -> None:
        self._connection = connection
        row = connection.execute("SELECT no FROM site WHERE name = ?", (site,)).fetchone()
        self._site = row[0] if row else None
        own = connection.execute("SELECT no FROM report WHERE id = ?", (report,)).fetchone()
        self.place: int | None = own[0] if own else None
        before = self._near("< :place ORDER BY l.report DESC", most)
        self.reports = [*reversed(before), *self._near("> :place ORDER BY l.report", most)]

    def having(self, lines: Collection[int]) -> Mapping[int, Collection[str]]:
        """By line the reports that have it."""
        found: dict[int, list[str]] = defaultdict(list)
        if self.reports:
            ids = {report.place: report.id for report in self.reports}
            rows = self._connection.execute(
                "SELECT line, report FROM site_line WHERE site = ?"
                " AND line IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) AND report BETWEEN ? AND ?",
                (self._site, json.dumps([*lines]), self.reports[0].place, self.reports[-1].place),
            )
            for line, no in rows:
                if no in ids:
                    found[line].append(ids[no])
        return found

    def _near(self, where: str, most: int) -> list[SiteReport]:
        sql = (
            "SELECT r.no, r.id, v.id FROM site_report l JOIN report r ON r.no = l.report"
            f" JOIN report v ON v.no = l.version WHERE l.site = :site AND l.report {where} LIMIT :most"
        )
        place = _LAST if self.place is None else self.place
        rows = self._connection.execute(sql, {"site": self._site, "place": place, "most": most})
        return [SiteReport(*row) for row in rows]
