// The Reader: an item of the margin lights its characters, characters light their items, and both can be cited.
import { light } from "./lighting";
import { passage } from "./passages";

export function start(root: HTMLElement): void {
  const text = root.querySelector<HTMLElement>(".received");
  if (!text) return;
  const marksOf = (id: string) => root.querySelectorAll<HTMLElement>(`mark[data-of="${CSS.escape(id)}"]`);
  const itemOf = (id: string) => document.getElementById(`i-${id}`);

  const lightItems = (ids: string[]) =>
    light(
      root,
      ids.flatMap((id) => [...marksOf(id), itemOf(id)].filter((one) => one !== null)),
    );

  // where motion is unwelcome the browser's own setting holds: scrolling follows the style sheet
  const show = (element: Element | null | undefined) => element?.scrollIntoView({ block: "center" });

  text.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !getSelection()?.isCollapsed) return;
    const ids: string[] = [];
    for (let mark = event.target.closest<HTMLElement>("mark"); mark; mark = mark.parentElement?.closest("mark") ?? null) {
      if (mark.dataset.of) ids.push(mark.dataset.of);
    }
    if (!ids[0]) return;
    lightItems(ids);
    itemOf(ids[0])?.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${ids[0]}`);
  });

  for (const item of root.querySelectorAll<HTMLElement>(".margin .entry")) {
    const id = item.dataset.of ?? "";
    item.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link && !link.hash.endsWith(id)) return;
      event.preventDefault();
      lightItems([id]);
      show(marksOf(id)[0]);
      history.replaceState(null, "", `#${id}`);
    });
    item.querySelector(".source")?.append(copyButton(root, item));
  }

  open();
  addEventListener("hashchange", open);

  function open(): void {
    const name = decodeURIComponent(location.hash.slice(1));
    const span = /^c(\d+)-(\d+)$/.exec(name);
    if (!text) return;
    light(root, []);
    if (span) {
      const anchor = document.getElementById(name);
      const mark = anchor?.nextElementSibling;
      if (mark instanceof HTMLElement && mark.dataset.of) {
        lightItems([mark.dataset.of]);
        show(mark);
        return;
      }
      const range = passage(text, Number(span[1]), Number(span[2]));
      if (range) wrap(range);
    } else if (name && marksOf(name).length) {
      lightItems([name]);
      show(marksOf(name)[0]);
    }
  }

  // characters that no record has, as a search finds them
  function wrap(range: Range): void {
    const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    if (range.commonAncestorContainer instanceof Text) nodes.push(range.commonAncestorContainer);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && range.intersectsNode(node)) nodes.push(node);
    }
    const pieces = nodes.map((node) => {
      const piece = document.createRange();
      piece.setStart(node, node === range.startContainer ? range.startOffset : 0);
      piece.setEnd(node, node === range.endContainer ? range.endOffset : node.length);
      return piece;
    });
    const marks = pieces
      .filter((piece) => !piece.collapsed)
      .map((piece) => {
        const mark = document.createElement("mark");
        mark.className = "m";
        piece.surroundContents(mark);
        return mark;
      });
    light(root, marks);
    show(marks[0]);
  }
}

function copyButton(root: HTMLElement, item: HTMLElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = root.dataset.copy ?? "";
  button.title = root.dataset.copyLong ?? "";
  button.addEventListener("click", async (event) => {
    event.stopPropagation();
    const link = item.querySelector<HTMLAnchorElement>(".words a");
    const passage = `${page()}#${link?.dataset.passage ?? ""}`;
    await copy(`“${link?.textContent?.trim()}” — ${root.dataset.cite}. ${passage}`);
    button.textContent = root.dataset.copied ?? "";
    setTimeout(() => (button.textContent = root.dataset.copy ?? ""), 2000);
  });
  return button;
}

// a page of a disk has no origin to begin from
const page = () => (location.protocol === "file:" ? location.href.split("#")[0] : location.origin + location.pathname);

async function copy(text: string): Promise<void> {
  // the clipboard is there on this machine and over HTTPS; a file opened from a disk has the old way only
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
