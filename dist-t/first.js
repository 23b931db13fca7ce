// Runs before anything else loads: takes a slip's code out of the address (the history may be synchronised to other
// devices), and applies the chosen appearance before anything is drawn.
'use strict';
(() => {
  const prefix = '#slip=';
  if (location.hash.startsWith(prefix)) {
    window.slipcheckCode = location.hash.slice(prefix.length);
    history.replaceState(null, '', location.pathname + location.search);
  }
  try {
    const theme = localStorage.getItem('slipcheck.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // No storage: the system's appearance.
  }
})();
