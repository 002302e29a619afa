// Before anything is drawn: the theme that the reader chose last. Without scripts the switch does it for one page.
const chosen = (() => {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
})();
document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : "auto";
document.documentElement.classList.add("scripted");
