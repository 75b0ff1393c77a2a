// Rows of a table that can be chosen: one box for all, and a bar that says how many are chosen.
// The bar stands in the same form (or names it by data-bulk-for) and is hidden while nothing is chosen.
function describe(bar, chosen) {
  const open = chosen.filter((box) => box.dataset.decidable !== "no").length;
  for (const part of bar.querySelectorAll("[data-bulk-count]")) part.textContent = chosen.length;
  for (const part of bar.querySelectorAll("[data-bulk-decidable]")) part.textContent = open;
  for (const part of bar.querySelectorAll("[data-bulk-blocked]")) part.textContent = chosen.length - open;
  for (const part of bar.querySelectorAll("[data-bulk-when-blocked]")) part.hidden = open === chosen.length;
  for (const part of bar.querySelectorAll("[data-bulk-needs-decidable]")) part.hidden = open === 0;
}

function watch(form) {
  const boxes = [...form.querySelectorAll("input.so-choose:not([data-choose-all])")];
  const all = form.querySelector("[data-choose-all]");
  const bar = form.querySelector("[data-bulk]");
  if (!boxes.length) return;
  bar?.querySelectorAll("[data-bulk-words], [data-bulk-clear]").forEach((part) => { part.hidden = false; });
  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    if (bar) {
      bar.hidden = chosen.length === 0;
      describe(bar, chosen);
    }
    if (all) {
      all.checked = chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
    }
  };
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); show(); });
  }
  bar?.querySelector("[data-bulk-clear]")?.addEventListener("click", (event) => {
    event.preventDefault();
    boxes.forEach((box) => { box.checked = false; });
    show();
    boxes[0].focus();
  });
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

export function chooseRows(root) {
  root.querySelectorAll("form[data-choose]").forEach(watch);
}
