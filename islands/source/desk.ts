// Runs on every page: the switch of the theme, and the islands that stand on it. A page does without all of this.
import { theme } from "./switch";

const ISLANDS: Record<string, () => Promise<{ start: (root: HTMLElement) => void }>> = {
  reader: () => import("./reader"),
  beside: () => import("./beside"),
  timeline: () => import("./timeline"),
};

// an empty field asks for nothing, and has no place in the address
function shortAddresses(): void {
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "get") return;
    for (const field of event.target.elements) {
      if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && !field.value) field.disabled = true;
    }
  });
  // the back button shows the form again
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll<HTMLInputElement>("form [disabled]")) field.disabled = false;
  });
}

theme();
shortAddresses();
for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const load = ISLANDS[root.dataset.island ?? ""];
  if (load) void load().then((island) => island.start(root));
}
