// Runs on every page: the switch of the theme, and the islands that stand on it. A page does without all of this.
const ISLANDS: Record<string, () => Promise<{ start: (root: HTMLElement) => void }>> = {
  reader: () => import("./reader"),
  beside: () => import("./beside"),
  timeline: () => import("./timeline"),
};

function themes(): void {
  const root = document.documentElement;
  const chosen = root.dataset.theme ?? "auto";
  for (const button of document.querySelectorAll<HTMLInputElement>("input.theme")) {
    button.checked = button.value === chosen;
    button.addEventListener("change", () => {
      root.dataset.theme = button.value;
      for (const other of document.querySelectorAll<HTMLInputElement>("input.theme")) {
        other.checked = other.value === button.value;
      }
      try {
        localStorage.setItem("theme", button.value);
      } catch {
        // a reader who keeps no cookies has it for this page
      }
    });
  }
}

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

themes();
shortAddresses();
for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const load = ISLANDS[root.dataset.island ?? ""];
  if (load) void load().then((island) => island.start(root));
}
