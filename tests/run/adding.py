"""Adds reports to a store with a runner: `python adding.py STORE FOLDER RUN [--work FOLDER] [--stages SET]`.

Runners are tested in a process of their own: one has its workers on a cluster that only a process in another
network reaches, and one is killed. Prints a line for each report when it is in the store.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

import mishap
from kawat import Pipeline, load_settings, open_pipeline, open_store, read_documents
from kawat.clean.language import paragraphs
from kawat.clean.wrapper import wrapper
from kawat.pipeline import STAGES
from kawat.run import crew
from kawat.run.add import add
from kawat.run.outputs import Outputs
from kawat.serve.cli.running import open_runner

KNOWN = {
    "all": STAGES,
    "bare": (paragraphs, wrapper),
    "poisoned": (paragraphs, wrapper, mishap.poisoned),
    "slow": (paragraphs, wrapper, mishap.slow),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store")
    parser.add_argument("folder")
    parser.add_argument("run")
    parser.add_argument("--work")
    parser.add_argument("--stages", choices=KNOWN, default="all")
    arguments = parser.parse_args()
    # of two workers one links
    crew.BESIDE = 2
    settings, _ = load_settings(environment={})
    pipeline = Pipeline(settings, open_pipeline(settings).languages, KNOWN[arguments.stages])
    outputs = Outputs(Path(arguments.work)) if arguments.work else None
    with (
        open_runner(arguments.run, 2) as runner,
        open_store(arguments.store, create=True) as store,
        store.writer() as writer,
    ):
        documents = read_documents([arguments.folder], settings)
        for done in add(documents, pipeline, writer, runner=runner, outputs=outputs):
            sys.stdout.write(msgspec.json.encode(done).decode() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
