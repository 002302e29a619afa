"""Small reports of a crisis that never was, for tests of the command line and of the runner."""

from __future__ import annotations

import json
from pathlib import Path

WIRE = """\
Fiji warns Iceland over fishing fleet

SUVA, Jan 21 (Reuters) - Fiji warned Iceland on Friday, 21 January 2022, that it would impose sanctions if \
the fishing fleet does not leave its waters, and said about 1,200 troops had been sent to the northern \
harbour.

"We will not accept a second winter like this," said Foreign Minister Marta Velasco of Freedonia, who met \
her Sylvanian colleague Otto Brandel in Nairobi on Thursday.

Iceland denied that it plans to keep the fleet there. "The ships will leave in March," Brandel told \
reporters. "Nobody is threatened by nets."

Fiji and Iceland signed a first agreement on fishing grounds in December 2021.
"""
COPY = f"{WIRE}\nAdvertisement\n"
BRIEF = """\
Iceland sends patrol ship

REYKJAVIK - Iceland sent a patrol ship to the northern harbour on 24 January 2022, the coast guard said.

Between 900 and 1,500 troops of Fiji stand there, according to Sylvania's Defence Minister Otto Brandel.

"We want talks, and we want them this week," Marta Velasco said on Tuesday.
"""
INDONESIAN = """\
Fiji Ancam Islandia dengan Sanksi

SUVA, Sabtu (22/1/2022) - Fiji mengancam akan menjatuhkan sanksi terhadap Islandia bila armada itu tidak \
pergi. Sekitar 1.200 tentara Fiji telah dikirim ke pelabuhan utara.

"Kami siap berunding dengan siapa pun," kata Marta Velasco di Nairobi, Jumat (21/1).
"""
PAGE = """\
<!doctype html><html lang="en"><head><title>Talks in Nairobi end early</title>
<meta property="article:published_time" content="2022-01-26T08:00:00Z"></head><body><article>
<h1>Talks in Nairobi end early</h1>
<p>NAIROBI - Fiji and Iceland held talks on Tuesday on the fishing fleet, and both sides left early.</p>
<p>"Nets are no weapons," said Foreign Minister Anna Brandel of Sylvania.</p>
<p>"I am disappointed, but the door stays open," said Marta Velasco, the foreign minister of
Freedonia, on Tuesday.</p>
<p>Kenya, which is host of the talks, demanded that both return to the table before the end of the month.</p>
</article></body></html>
"""
FILES = {
    "wire.txt": WIRE,
    "copy.txt": COPY,
    "brief.txt": BRIEF,
    "ancaman.txt": INDONESIAN,
    "page.html": PAGE,
}


def write(folder: Path) -> Path:
    """Lays the reports in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def many(number: int) -> str:
    """So many short reports as JSON Lines; every third one is a copy of the one before."""
    return "".join(
        json.dumps({"id": place, **_short(place - (place % 3 == 2))}) + "\n" for place in range(number)
    )


def _short(place: int) -> dict[str, str]:
    text = (
        f"Round {place} of the talks\n\nFiji sent {place + 100} troops to harbour {place} on Monday. "
        f'"We met for round {place} and parted as neighbours of harbour {place}," said Marta Velasco '
        f"of Freedonia. Iceland called for round {place + 1} before the week of harbour {place} is over."
    )
    return {"text": text, "language": "en", "date": f"2022-01-{place % 28 + 1:02}"}
