// Characters of the received text: offsets are code points, as in records, and not the units of JavaScript.

/** The part of a text's nodes from one code point up to, but not including, another. */
export function passage(text: HTMLElement, start: number, end: number): Range | null {
  const range = document.createRange();
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let place = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...(node.nodeValue ?? "")];
    const units = (count: number) => points.slice(0, count).join("").length;
    if (!begun && start < place + points.length) {
      range.setStart(node, units(start - place));
      begun = true;
    }
    if (begun && end <= place + points.length) {
      range.setEnd(node, units(end - place));
      return range;
    }
    place += points.length;
  }
  return null;
}
