// What the reader looks at now: lit for the eye, and told to those who hear the page.

/** Lights some elements, and nothing else within the root. */
export function light(root: HTMLElement, elements: Iterable<Element>): void {
  for (const lit of root.querySelectorAll(".lit")) {
    lit.classList.remove("lit");
    lit.removeAttribute("aria-current");
  }
  for (const one of elements) {
    one.classList.add("lit");
    one.setAttribute("aria-current", "true");
  }
}
