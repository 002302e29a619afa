// Two copies side by side: a passage in one lights what is aligned with it in the other.
export function start(root: HTMLElement): void {
  const texts = [...root.querySelectorAll<HTMLElement>(".received")];
  root.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[data-of]") : null;
    if (!mark) return;
    for (const lit of root.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const text of texts) {
      const alike = text.querySelectorAll<HTMLElement>(`mark[data-of="${CSS.escape(mark.dataset.of ?? "")}"]`);
      for (const one of alike) one.classList.add("lit");
      if (!text.contains(mark)) alike[0]?.scrollIntoView({ block: "nearest" });
    }
  });
}
