// Today and Yesterday fill the three boxes at once; without this the server fills them.
// The day comes from the server's clock, in <body data-today="2024-05-07">.
function partsOf(when) {
  const day = new Date(`${document.body.dataset.today}T12:00:00Z`);
  if (when === "yesterday") day.setUTCDate(day.getUTCDate() - 1);
  return [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()];
}

export function fillDates(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=fill]");
    const group = button?.closest("[data-date-boxes]");
    if (!group || !document.body.dataset.today) return;
    const parts = partsOf(button.value.split(":").pop());
    group.querySelectorAll("input").forEach((box, index) => {
      box.value = parts[index];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    event.preventDefault();
  });
}
