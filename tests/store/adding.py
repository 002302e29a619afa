"""Adds reports to the store named on the command line and says so for each: killed by test_killed.py."""

from __future__ import annotations

import sys

from crisis import talks
from kawat.store import open_store

if __name__ == "__main__":
    with open_store(sys.argv[1], create=True) as store, store.writer() as writer:
        for number in range(int(sys.argv[2])):
            one = talks(f"{number}.txt")
            if not writer.has(one.id, "1"):
                one.add(writer)
                print(one.id, flush=True)
