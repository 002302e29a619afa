"""The bodies of reports and what their sentences mean: which may be copies of each other."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from kawat.records import encode

from .connection import marks
from .rollup import SqlRollup
from .values import NEAR, UNDATED_DAYS, Body, Meaning, Shared

# bodies whose codes are compared at once: little memory, and numpy is kept busy
_SCANNED = 1_000
# the days of a body, by its reports; bodies written about then
_DAYS = "SELECT d.days FROM report r JOIN body_days d ON d.report = r.no WHERE r.body = :no"
_BESIDE = f"SELECT DISTINCT body FROM body_days WHERE days IN ({_DAYS})"
_SENTENCES = "INSERT INTO {0} (body, {1}) VALUES (?, ?) ON CONFLICT (body) DO UPDATE SET {1} = excluded.{1}"
# a key, and the sentence that has it
_KEY = struct.Struct("<iB")


class SqlBodies(SqlRollup):
    """Bodies on a connection."""

    def body(self, report: str) -> Body | None:
        """The body of a report, or None."""
        sql = "SELECT digest, words, bands FROM body WHERE no = (SELECT body FROM report WHERE no = ?)"
        row = self._rows(sql, (self._no(report),)).fetchone()
        return Body(row[0], row[1], _unpacked(row[2])) if row else None

    def set_body(
        self,
        report: str,
        body: Body,
        days: Iterable[int] = (UNDATED_DAYS,),
        revision: int | None = None,
    ) -> None:
        """Remember which body a report has, and when it was written."""
        no = self._no(report)
        with self.transaction():
            old = self._value("SELECT body FROM report WHERE no = ?", no)
            new = self._body_no(body.digest) or self._put_body(body)
            before = {one: self._days_of(one) for one in (old, new) if one is not None}
            of = "revision" if revision is None else f"{revision:d}"
            self._rows(f"UPDATE report SET body = ?, body_revision = {of} WHERE no = ?", (new, no))
            self._rows("DELETE FROM body_days WHERE report = ?", (no,))
            self._connection.executemany(
                "INSERT INTO body_days VALUES (?, ?, ?)", [(stretch, new, no) for stretch in set(days)]
            )
            if old is not None and not self._value("SELECT count(*) FROM report WHERE body = ?", old):
                self._forget_body(old)
            for one, known in before.items():
                if known not in (set(), self._days_of(one)):
                    # what was found by the days that it had is looked for anew
                    self._forget_pairs(one)
                    self._rows("UPDATE report SET linked = FALSE WHERE body = ?", (one,))

    def _days_of(self, body: int) -> set[int]:
        """The stretches of days in which the reports with a body were written."""
        return {days for (days,) in self._rows(_DAYS, {"no": body}).fetchall()}

    def copies(self, digest: str) -> Sequence[str]:
        """The reports that have a body with that digest."""
        sql = "SELECT id FROM report WHERE body = ? ORDER BY id"
        return [id for (id,) in self._rows(sql, (self._body_no(digest),))]

    def first_copies(self, digests: Iterable[str]) -> Mapping[str, str]:
        """Of the reports that have each of these bodies the first."""
        sql = (
            "SELECT b.digest, min(r.id) FROM json_each(?) j CROSS JOIN body b ON b.digest = j.value"
            " CROSS JOIN report r ON r.body = b.no GROUP BY b.digest"
        )
        return dict(self._rows(sql, (encode([*digests]).decode(),)).fetchall())

    def compared(self, digest: str) -> bool:
        """Whether a report with that body has been compared with the others."""
        sql = "SELECT 1 FROM report WHERE body = ? AND linked LIMIT 1"
        return self._value(sql, self._body_no(digest)) is not None

    def near(self, digest: str) -> Sequence[str]:
        """The digests of other bodies with enough bands in common."""
        bands = self._bands(digest)
        if not bands:
            return []
        rows = self._rows(
            "SELECT b.digest FROM band JOIN body b ON b.no = band.body"
            f" WHERE hash IN ({marks(bands)}) AND b.digest != ?"
            " GROUP BY b.digest HAVING count(*) >= ? ORDER BY b.digest",
            (*bands, digest, NEAR),
        )
        return [other for (other,) in rows]

    def set_meaning(self, digest: str, meaning: Meaning) -> None:
        """Remember what the sentences of a body mean."""
        no = self._body_no(digest)
        with self.transaction():
            self._forget_keys(no)
            keys = b"".join(_KEY.pack(*key) for key in meaning.keys)
            self._rows(_SENTENCES.format("sentence_code", "codes"), (no, meaning.codes))
            self._rows(_SENTENCES.format("body_keys", "keys"), (no, keys))
            self._connection.executemany(
                "INSERT INTO sentence_key VALUES (?, ?, ?)",
                [(key, no, code) for key, code in meaning.code_by_key.items()],
            )
            self._rows(_SENTENCES.format("meaning", "vectors"), (no, meaning.vectors))

    def meaning(self, digest: str) -> Meaning | None:
        """What the sentences of a body mean, or None."""
        sql = (
            "SELECT codes, vectors, keys FROM body b JOIN meaning m ON m.body = b.no"
            " JOIN sentence_code c ON c.body = b.no JOIN body_keys k ON k.body = b.no WHERE digest = ?"
        )
        row = self._rows(sql, (digest,)).fetchone()
        return Meaning(row[0], row[1], _keys(row[2])) if row else None

    def meanings(self, digests: Iterable[str]) -> Mapping[str, bytes]:
        """The vectors of the sentences of bodies (`Meaning.vectors`), by digest."""
        sql = (
            "SELECT digest, vectors FROM body b JOIN meaning m ON m.body = b.no"
            " WHERE digest IN (SELECT value FROM json_each(?))"
        )
        return dict(self._rows(sql, (encode([*digests]).decode(),)).fetchall())

    def alike(self, digest: str) -> Sequence[str]:
        """The digests of other bodies with sentences that have codes like those of this one's sentences."""
        # numpy takes a tenth of a second to load, and most commands only read
        from .codes import ALIKE_SHARE, FAR_SHARE

        no = self._body_no(digest)
        sql = "SELECT codes, keys FROM sentence_code c JOIN body_keys k ON k.body = c.body WHERE c.body = ?"
        row = self._rows(sql, (no,)).fetchone()
        if row is None:
            return []
        mine = Meaning(row[0], b"", _keys(row[1]))
        beside = [body for (body,) in self._rows(_BESIDE, {"no": no}) if body != no]
        further = [body for body in self._like_by_key(mine) if body != no]
        found = {*self._alike(mine, beside, ALIKE_SHARE), *self._alike(mine, further, FAR_SHARE)}
        return sorted(self._digests(sorted(found)))

    def _digests(self, bodies: Sequence[int]) -> Iterator[str]:
        for first in range(0, len(bodies), _SCANNED):
            some = bodies[first : first + _SCANNED]
            sql = f"SELECT digest FROM body WHERE no IN ({marks(some)})"
            yield from (digest for (digest,) in self._rows(sql, some))

    def _like_by_key(self, mine: Meaning) -> Sequence[int]:
        """The numbers of the bodies with a sentence like one of these, found by a key of both."""
        from .codes import like_by_key

        codes = mine.code_by_key
        sql = f"SELECT body, key, code FROM sentence_key WHERE key IN ({marks(codes)})"
        return like_by_key(codes, self._rows(sql, (*codes,)).fetchall()) if codes else []

    def _alike(self, mine: Meaning, bodies: Sequence[int], share: float) -> Iterator[int]:
        """Which of these bodies have codes like mine for a share of their sentences."""
        from .codes import alike

        for first in range(0, len(bodies), _SCANNED):
            some = bodies[first : first + _SCANNED]
            sql = f"SELECT body, codes FROM sentence_code WHERE body IN ({marks(some)})"
            yield from alike(mine.codes, self._rows(sql, some).fetchall(), share)

    def shares(self, digest: str, of: Shared = "words") -> Mapping[str, float]:
        """The bodies known to have words, or sentences, in common with this one, and the share of them."""
        sql = (
            "SELECT b.digest, p.share FROM pair p JOIN body b ON b.no = p.other WHERE p.body = ? AND p.of = ?"
            " ORDER BY p.other"
        )
        return dict(self._rows(sql, (self._body_no(digest), of)).fetchall())

    def set_shares(self, digest: str, shares: Mapping[str, float], of: Shared = "words") -> None:
        """Remember which bodies have words or sentences in common with this one."""
        no = self._body_no(digest)
        with self.transaction():
            pairs = [(no, self._body_no(other), of, share) for other, share in shares.items()]
            both = pairs + [(other, no, of, share) for _, other, of, share in pairs]
            self._connection.executemany(
                "INSERT INTO pair VALUES (?, ?, ?, ?)"
                " ON CONFLICT (body, other, of) DO UPDATE SET share = excluded.share",
                both,
            )

    def _bands(self, digest: str) -> tuple[int, ...]:
        return _unpacked(self._value("SELECT bands FROM body WHERE digest = ?", digest))

    def _body_no(self, digest: str) -> int | None:
        return cast("int | None", self._value("SELECT no FROM body WHERE digest = ?", digest))

    def _put_body(self, body: Body) -> int:
        bands = _packed(body.bands)
        no = self._insert_numbered("body", digest=body.digest, words=body.words, bands=bands)
        self._connection.executemany(
            "INSERT INTO band VALUES (?, ?) ON CONFLICT DO NOTHING", ((hash, no) for hash in body.bands)
        )
        return no

    def _forget_body(self, no: int) -> None:
        bands = _unpacked(self._value("SELECT bands FROM body WHERE no = ?", no))
        self._connection.executemany(
            "DELETE FROM band WHERE hash = ? AND body = ?", ((hash, no) for hash in bands)
        )
        self._forget_pairs(no)
        self._forget_keys(no)
        for table in ("sentence_code", "body_keys", "meaning"):
            self._rows(f"DELETE FROM {table} WHERE body = ?", (no,))
        self._rows("DELETE FROM body WHERE no = ?", (no,))

    def _forget_pairs(self, no: int) -> None:
        others = self._rows("SELECT other, body FROM pair WHERE body = ?", (no,)).fetchall()
        self._connection.executemany("DELETE FROM pair WHERE body = ? AND other = ?", others)
        self._rows("DELETE FROM pair WHERE body = ?", (no,))

    def _forget_keys(self, no: int | None) -> None:
        keys = _keys(self._value("SELECT keys FROM body_keys WHERE body = ?", no) or b"")
        self._connection.executemany(
            "DELETE FROM sentence_key WHERE key = ? AND body = ?", [(key, no) for key, _ in keys]
        )


def _keys(packed: bytes) -> tuple[tuple[int, int], ...]:
    return tuple((key, sentence) for key, sentence in _KEY.iter_unpack(packed))


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}i", *numbers)


def _unpacked(numbers: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(numbers) // 4}i", numbers)
