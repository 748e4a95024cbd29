/* Runs before the first paint, so that a chosen theme never flashes. Without a choice the style sheet follows the system. */
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.bsTheme = chosen;
} catch { /* storage may be forbidden; the system's theme stands */ }
