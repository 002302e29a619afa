"""Commands about Kawat itself: how findings come about, what a language folder holds, settings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.markup import escape
from rich.text import Text

from kawat.annotate.event_reasons import Reasons
from kawat.errors import NotFound
from kawat.language import Language, Languages
from kawat.pipeline import STAGES, open_pipeline, stage_named
from kawat.records import Event, kind_of
from kawat.registry import load_registry
from kawat.settings import load_settings
from kawat.stage import Stage
from kawat.store import open_store
from kawat.store.address import shown
from kawat.tables import Rule

from .printing import Format, console, emit, formats

# settings whose value is nobody's to read
_SECRET, _KEPT_BACK = ("writer_key", "token"), "(set, not shown)"
_RECORD_ID = re.compile(r"[0-9a-f]{6,16}\Z")


@click.command()
@click.argument("name", metavar="[STAGE|RULE|STORE]", required=False)
@click.argument("id", required=False)
@formats
def explain(name: str | None, id: str | None, form: Format) -> None:
    """Say how findings come about: the stages in order, one stage, or the rule of a language file.

    With STORE and the ID of an event: its words, what the language model and the lists said of them with
    their scores, and what else was considered. The report is read again for it.
    """
    if name and id:
        _explain_event(name, id, form)
    elif name is None:
        emit(map(_stage_row, STAGES), form, dict, empty="", title="The path of a report, stage by stage")
    elif "/" in name:
        emit([_rule_named(name)], form, msgspec.structs.asdict, empty="")
    elif _RECORD_ID.match(name):
        raise NotFound(
            f"'{name}' looks like the id of an item: 'kawat show STORE {name}' shows it,"
            f" 'kawat explain STORE {name}' says of an event why it was found"
        )
    elif form == "table":
        _print_stage(stage_named(name))
    else:
        emit([_stage_row(stage_named(name))], form, dict, empty="")


def _explain_event(store: str, id: str, form: Format) -> None:
    with open_store(store) as opened, opened.view() as view:
        record = view.record(id)
        if not isinstance(record, Event):
            raise NotFound(
                f"'{id}' is a {kind_of(type(record))}, no event: 'kawat show {shown(store)} {id}' shows it"
            )
        report, text = view.report(record.report), view.text(record.report)
        lines = view.site_lines(record.report)
    repeated = lines.repeated if lines else frozenset()
    found = open_pipeline(load_settings()[0]).reasons(report, text, record, repeated)
    if form == "table":
        _print_reasons(found)
    else:
        emit([msgspec.to_builtins(found)], form, dict, empty="")


def _print_reasons(found: Reasons) -> None:
    out = console()
    before, after = found.sentence[: found.at.start], found.sentence[found.at.end :]
    out.print(Text.assemble(before, (found.trigger, "bold reverse"), after), soft_wrap=True)
    out.print(f"\nby {found.rule}, score {found.score:g}")
    rows = {
        "type": _shares(found.types),
        "status": _shares(found.statuses),
        **{part: "; ".join(getattr(found, part)) for part in ("actors", "recipients", "places", "times")},
        "lists": "; ".join(f"“{one.words}” {one.says} ({one.rule})" for one in found.listed),
        "beside": "; ".join(f"“{words}” {kind} {score:g}" for words, kind, score in found.others),
    }
    for name, told in rows.items():
        if told:
            out.print(f"  {name:12} {escape(told)}", soft_wrap=True)


def _shares(shares: tuple[tuple[str, float], ...]) -> str:
    return ", ".join(f"{kind} {share:.2f}" for kind, share in shares)


def _stage_row(stage: Stage) -> dict[str, object]:
    return {
        "stage": stage.name,
        "version": stage.version,
        "needs": [kind_of(kind) for kind in stage.needs],
        "makes": [kind_of(kind) for kind in stage.makes],
        "what it does": stage.doc.splitlines()[0],
    }


def _print_stage(stage: Stage) -> None:
    out = console()
    out.print(f"[bold]{stage.name}[/bold], version {stage.version}")
    out.print(escape(stage.doc))
    out.print(f"needs {', '.join(kind_of(k) for k in stage.needs) or 'nothing but the text'};"
              f" makes {', '.join(kind_of(k) for k in stage.makes)}")  # fmt: skip
    out.print(f"written in {stage.run.__module__}", style="dim")


def _rule_named(name: str) -> Rule:
    languages = Languages(load_registry())
    code = name.split("/", 1)[0]
    if code not in languages.codes:
        known = ", ".join(languages.codes)
        raise NotFound(f"no rule '{name}': a rule's id begins with its language, which is one of {known}")
    for rule in languages[code].rules():
        if rule.id == name:
            return rule
    raise NotFound(f"no rule '{name}': 'kawat language {code} --rules' lists those there are")


@click.command()
@click.argument("code", required=False)
@click.option("--rules", is_flag=True, help="List every rule with what it finds and misses.")
@formats
def language(code: str | None, rules: bool, form: Format) -> None:
    """List a language's data and its gaps, and how well the language model reads it.

    Without a code, list the languages there are.
    """
    languages = Languages(load_registry())
    if code is None:
        emit((_language_row(languages[c]) for c in languages.codes), form, dict, empty="no language folders")
        return
    chosen = languages[languages.code(code) or code]
    if rules:
        emit(chosen.rules(), form, lambda r: {"id": r.id, "finds": r.finds, "misses": r.misses}, empty="none")
    else:
        contents = [*_contents(chosen), *_learned(chosen)]
        emit(contents, form, dict, empty="an empty folder", title=f"{chosen.name} ({chosen.code})")


def _language_row(language: Language) -> dict[str, object]:
    return {
        "code": language.code,
        "name": language.name,
        "also reads": list(language.family),
        "rules": sum(1 for _ in language.rules()),
        "names": len(language.names),
    }


def _contents(language: Language) -> list[dict[str, object]]:
    tables = {
        "saying": language.saying,
        "triggers": language.triggers,
        "status": language.status,
        "outcomes": language.outcomes,
        "titles": language.titles,
        "wrapper": language.wrapper,
        "times": language.times,
        "units": language.units,
        "qualifiers": language.qualifiers,
        "actors": language.actors,
        "places": language.places,
    }
    rows: list[dict[str, object]] = []
    for name, table in tables.items():
        lacking = sum(1 for row in table if isinstance(row, Rule) and not (row.finds and row.misses))
        gap = "no such table" if not table else f"{lacking} without examples" if lacking else ""
        rows.append(_part(name, len(table), gap))
    counted = Counter(trigger.type for trigger in language.triggers)
    return rows + [_part(f"triggers {kind}", n) for kind, n in sorted(counted.items())]


def _learned(language: Language) -> Iterator[dict[str, object]]:
    """The language model: its version and licence, and its scores on test sets of the language."""
    from kawat.model.card import read_card
    from kawat.model.model import WEIGHTS

    card = read_card(WEIGHTS / "model.json")
    gap = "" if language.code in card.languages else "no treebank of this language learned"
    yield _part("model version", card.version, gap)
    yield _part("model licence", card.licence)
    for measure, score in card.scores.get(language.code, {}).items():
        yield _part(f"model {measure}", score)


def _part(name: str, holds: object, gaps: str = "") -> dict[str, object]:
    return {"part": name, "holds": holds, "gaps": gaps}


@click.command()
@formats
def settings(form: Format) -> None:
    """Print every setting, its value and where it came from."""
    values, origin = load_settings()
    rows = [
        {"setting": name, "value": _KEPT_BACK if name in _SECRET and value else value, "from": origin[name]}
        for name, value in msgspec.structs.asdict(values).items()
    ]
    emit(rows, form, dict, empty="")
    if form == "table":
        console().print(f"looked for kawat.toml in {Path.cwd()}; KAWAT_<SETTING> overrides it", style="dim")
