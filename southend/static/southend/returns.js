// Choosing why a record is returned ticks the fields that the reason names. Without scripts the server does it.
const source = document.getElementById("fields-of-reasons");
const form = document.querySelector(".so-decision__return form, form[data-returns]");
if (source && form) {
  const fieldsOf = JSON.parse(source.textContent);
  form.addEventListener("change", (event) => {
    if (event.target.name !== "reason") return;
    const wanted = fieldsOf[event.target.value] ?? [];
    for (const box of form.querySelectorAll("input[name=fields]")) box.checked = wanted.includes(box.value);
  });
}
