/** Light or dark before the first paint: as chosen here before, else as the system prefers. */
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('holdfast-theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = chosen || (dark ? 'dark' : 'light');
})();
