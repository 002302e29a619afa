// The switch between day and night.
export function theme(): void {
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
