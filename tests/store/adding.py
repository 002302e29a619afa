"""Adds so many reports to a store, or without a number until test_killed.py kills it, and says each id."""

from __future__ import annotations

import sys
from itertools import count

from crisis import talks
from kawat.store import open_store

if __name__ == "__main__":
    with open_store(sys.argv[1], create=True) as store, store.writer() as writer:
        for number in range(int(sys.argv[2])) if sys.argv[2:] else count():
            one = talks(f"{number}.txt")
            if not writer.has(one.id, "1"):
                one.add(writer)
                print(one.id, flush=True)
