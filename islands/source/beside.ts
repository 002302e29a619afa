// Two copies side by side: a passage in one lights what is aligned with it in the other.
import { light } from "./lighting";

export function start(root: HTMLElement): void {
  const texts = [...root.querySelectorAll<HTMLElement>(".received")];
  root.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[data-of]") : null;
    if (!mark) return;
    const alike = [...root.querySelectorAll(`mark[data-of="${CSS.escape(mark.dataset.of ?? "")}"]`)];
    light(root, alike);
    for (const text of texts) {
      if (!text.contains(mark)) alike.find((one) => text.contains(one))?.scrollIntoView({ block: "nearest" });
    }
  });
}
