// Menu and filter stand open on a wide screen and fold on a narrow one.
export function foldByWidth(root) {
  for (const fold of root.querySelectorAll("details[data-open-from]")) {
    const wide = window.matchMedia(`(min-width: ${fold.dataset.openFrom}px)`);
    const set = () => { fold.open = wide.matches; };
    wide.addEventListener("change", set);
    set();
  }
}
