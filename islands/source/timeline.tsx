// The timeline's drawing: drag over it, or set two days, and the list below shows only what lies between.
import { type BrushBehavior, brushX } from "d3-brush";
import { scaleTime } from "d3-scale";
import { select, type Selection } from "d3-selection";
import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

const WIDTH = 960;
const SIDES = 8;
const DAY = 86_400_000;

type Days = [string, string];
type Layer = Selection<SVGGElement, unknown, null, undefined>;
type Moves = { brush: BrushBehavior<unknown>; layer: Layer };
const iso = (day: Date) => day.toISOString().slice(0, 10);
const read = (day: string) => new Date(`${day}T00:00:00Z`);

/** Hides what has no day between the two; says how many things are left. */
function narrow(list: HTMLElement, days: Days | null): number {
  let left = 0;
  for (const item of list.querySelectorAll<HTMLElement>("li[data-kind]")) {
    const { from, to } = item.dataset;
    const shown = !days || (from !== undefined && to !== undefined && from <= days[1] && days[0] <= to);
    item.hidden = !shown;
    if (shown) left += 1;
  }
  for (const month of list.querySelectorAll<HTMLElement>("section")) {
    month.hidden = !month.querySelector("li[data-kind]:not([hidden])");
  }
  return left;
}

function Zoom({ root, list }: { root: HTMLElement; list: HTMLElement }) {
  const words = root.dataset;
  const [days, setDays] = useState<Days | null>(null);
  const [raw, setRaw] = useState(false);
  const svg = useMemo(() => select(root.querySelector<SVGSVGElement>("svg.strip")), [root]);
  const scale = useMemo(
    () =>
      scaleTime()
        .domain([read(words.first ?? ""), new Date(+read(words.last ?? "") + DAY)])
        .range([SIDES, WIDTH - SIDES])
        .clamp(true),
    [words.first, words.last],
  );
  const left = useMemo(() => narrow(list, days), [list, days]);
  const moves = useRef<Moves | null>(null);

  useEffect(() => {
    const brush = brushX<unknown>()
      .extent([
        [SIDES, 6],
        [WIDTH - SIDES, 178],
      ])
      .on("brush end", (event) => {
        if (!event.sourceEvent) return;
        if (!event.selection) return setDays(null);
        const [a, b] = event.selection as [number, number];
        setDays([iso(scale.invert(a)), iso(new Date(+scale.invert(b) - 1))]);
      });
    const layer = svg.insert("g", "g.raw").attr("class", "brush") as unknown as Layer;
    layer.call(brush);
    moves.current = { brush, layer };
    return () => void layer.remove();
  }, [svg, scale]);

  useEffect(() => {
    root.classList.toggle("raw-counts", raw);
  }, [root, raw]);

  function set(end: 0 | 1, day: string): void {
    const both: Days = days ? [...days] : [words.first ?? "", words.last ?? ""];
    both[end] = day;
    setDays(both);
    const ends = [scale(read(both[0])), scale(new Date(+read(both[1]) + DAY))] as [number, number];
    if (ends[0] < ends[1]) moves.current?.layer.call(moves.current.brush.move, ends);
  }

  function clear(): void {
    setDays(null);
    moves.current?.layer.call(moves.current.brush.move, null);
  }

  const address = new URL(location.href);
  if (days) {
    address.searchParams.set("since", days[0]);
    address.searchParams.set("until", days[1]);
  }
  return (
    <div class="tools" role="group" aria-label={words.tools}>
      <label>
        {words.from} <input type="date" min={words.first} max={words.last} value={days?.[0] ?? ""} onChange={(event) => set(0, event.currentTarget.value)} />
      </label>
      <label>
        {words.to} <input type="date" min={words.first} max={words.last} value={days?.[1] ?? ""} onChange={(event) => set(1, event.currentTarget.value)} />
      </label>
      <button type="button" aria-pressed={raw} onClick={() => setRaw(!raw)}>
        {words.raw}
      </button>
      {days ? (
        <>
          {words.zoom && (
            <a class="button" href={address.href}>
              {words.zoom}
            </a>
          )}
          <button type="button" onClick={clear}>
            {words.all}
          </button>
        </>
      ) : (
        <span class="muted">{words.hint}</span>
      )}
      <output aria-live="polite">
        {left} {words.count}
      </output>
    </div>
  );
}

export function start(root: HTMLElement): void {
  const list = document.querySelector<HTMLElement>('[data-list="timeline"]');
  const drawing = root.querySelector("svg.strip");
  if (!list || !drawing) return;
  const place = document.createElement("div");
  root.prepend(place);
  render(<Zoom root={root} list={list} />, place);
}
