// Sets the colour scheme before the first paint. A file of its own, since the page's policy allows no inline script.
(() => {
  let choice = "auto";
  try {
    choice = localStorage.getItem("switchyard-theme") || "auto";
  } catch {
    // Storage may be closed to us; then the system's choice stands.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
