"""Run the scorers over the corpora that only measure: `python -m evals.measure --shared ../shared`.

Reads every corpus with Kawat as a user would (`kawat read`), hands what comes out to the scorers, and writes
a Markdown table of the figures beside those of the peers. The corpora are not part of the project; see the
README of the data for what they are. Takes some ten minutes on one core; `--only NAME` reads one corpus.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from . import quad


class Corpus(NamedTuple):
    """A corpus, the loader that the scorer has for it, and where it lies below the shared folder."""

    name: str
    loader: str
    path: str
    # of quotes only those in marks are annotated: what is found without them is not counted
    direct_only: bool = False


CORPORA = (
    Corpus("PolNeAR dev", "polnear", "data/polnear/data/dev"),
    Corpus("PFSA-ID dev-40, direct quotes", "pfsa", "data/pfsa-id/dev-40.txt", direct_only=True),
    Corpus("PFSA-ID dev-40, all quotes", "pfsa", "data/pfsa-id/dev-40.txt"),
    Corpus("IndoTimex", "timex", "data/indotimex"),
    Corpus("TimeBank", "timex", "data/timebank"),
)
ANNOTATED = "gold-dev"
CODED = "CAMEO sentences, quad class"


class Row(NamedTuple):
    """A corpus's figures by name, and what the scorer says of the peers."""

    corpus: str
    figures: dict[str, str]
    peers: str


def corpus_row(shared: Path, corpus: Corpus, records: Path) -> Row:
    """Read and score a corpus; `records` keeps what was read, for the next that has the same texts."""
    scorer = [str(shared / "evals/score_corpora.py")]
    path = str(shared / corpus.path)
    read(_run([*scorer, "prepare", corpus.loader, path]), records)
    lines = records.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not (corpus.direct_only and _not_direct(line))]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(kept) + "\n")
        file.flush()
        printed = _run([*scorer, "score", corpus.loader, path, file.name])
    figures, _, peers = printed.partition("peers:")
    return Row(corpus.name, printed_figures(figures), peers.strip())


def annotated_row(shared: Path, records: Path) -> Row:
    """Read and score the annotated reports."""
    folder = shared / "evals/gold-dev"
    scorer, gold, docs = str(shared / "evals/score_reports.py"), str(folder / "gold"), str(folder / "docs")
    read(_run([scorer, "--prepare", gold, docs]), records)
    found = json.loads(_run([scorer, gold, docs, str(records), "--json"]))
    return Row("annotated reports (5)", {name: f"{value:.3f}" for name, value in found.items()}, "")


def read(lines: str, records: Path) -> None:
    """What `kawat read` makes of JSON Lines; nothing is done when the records are there already."""
    if records.exists():
        return
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        # status 1 says that a report was in a language without a folder: there is a record of it
        printed = _run(["-m", "kawat", "read", file.name, "--nl"], fine=(0, 1))
    records.write_text(printed, encoding="utf-8")


def _not_direct(line: str) -> bool:
    record = json.loads(line)
    return bool(record["kind"] == "quote" and record["form"] != "direct")


def printed_figures(printed: str) -> dict[str, str]:
    """'content strict F 0.500  value F1 0.700' and "strict recall {'direct': 0.9}" by name."""
    plain, _, recall = printed.partition("strict recall")
    found = dict(re.findall(r"([a-z][a-z+A-Z1 ]*?) (\d\.\d+)", plain))
    return found | {
        f"strict recall, {form}": value for form, value in re.findall(r"'(\w+)': ([\d.]+)", recall)
    }


def _run(arguments: Sequence[str], fine: Sequence[int] = (0,)) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in fine:
        sys.exit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, one figure a line."""
    lines = ["| corpus | figure | Kawat |", "|---|---|---|"]
    lines += [f"| {row.corpus} | {name} | {value} |" for row in rows for name, value in row.figures.items()]
    peers = [f"{row.corpus}: {row.peers}" for row in rows if row.peers]
    return "\n".join([*lines, "", *(f"- {line}" for line in dict.fromkeys(peers))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", help="a part of the name of one corpus")
    parser.add_argument("--records", type=Path, help="keep the records in this folder, and use those there")
    given = parser.parse_args()
    if not given.shared.is_dir():
        sys.exit(
            f"{given.shared}: no such folder: the corpora are no part of the project; say where with --shared"
        )
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.records or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        chosen = [c for c in CORPORA if not given.only or given.only in c.name]
        rows = [corpus_row(given.shared, c, folder / f"{Path(c.path).stem}.jsonl") for c in chosen]
        if not given.only or given.only in ANNOTATED:
            rows.append(annotated_row(given.shared, folder / f"{ANNOTATED}.jsonl"))
        if not given.only or given.only in CODED:
            found = list(quad.coded(given.shared / quad.CORPUS))
            rows.append(Row(CODED, {"macro F1": f"{quad.macro_f1(found):.3f}"}, ""))
    print(table(rows))


if __name__ == "__main__":
    main()
