// A form that was interrupted (a session that ended, a dead network, the back button) is offered back as it was typed.
//
// <form data-keep> is remembered in this tab's sessionStorage under the officer and the path, never with passwords,
// files or hidden fields. It is forgotten when the page that answers it says that it was saved (saved.js, which the
// message loads), by "Start afresh", and, for all forms, at sign-out.
const PREFIX = "southend.form:";
const SENT = "southend.sent";
const RESTORED = "southend.restored";
const KEPT = "input:not([type=password], [type=file], [type=hidden], [type=submit]), select, textarea";

const officer = () => document.body.dataset.officer ?? "";
const keyOf = (form) => `${PREFIX}${officer()}:${location.pathname}:${form.dataset.keep}`;
const fieldsOf = (form) => [...form.querySelectorAll(KEPT)].filter((field) => field.name);
const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function read(form) {
  const fields = fieldsOf(form).map((field) => [field.name, field.value, isTick(field) ? field.checked : null]);
  const rows = [...form.querySelectorAll("[data-row-count]")].map((field) => [field.name, field.value]);
  return { fields, rows };
}

function write(form, fields) {
  for (const field of fieldsOf(form)) {
    const found = fields.find(([name, value]) => name === field.name && (!isTick(field) || value === field.value));
    if (!found) continue;
    if (isTick(field)) field.checked = found[2];
    else field.value = found[1];
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function note(form, key) {
  const box = document.createElement("div");
  box.className = "so-note so-note--news so-messages";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = "You were interrupted here. What you wrote has been filled in again.";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "so-link-button";
  button.textContent = "Start afresh";
  button.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    location.assign(location.pathname + location.search);
  });
  box.append(text, button);
  form.before(box);
}

function hidden(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
}

// Rows are made by the server: where the kept form had others, it is asked to draw what was kept, without saving.
function askForRows(form, key, kept) {
  for (const [name, value] of kept.rows) {
    const count = form.querySelector(`[data-row-count][name="${CSS.escape(name)}"]`);
    if (count) count.value = value;
  }
  write(form, kept.fields);
  const there = new Set(fieldsOf(form).map((field) => field.name));
  for (const [name, value, ticked] of kept.fields) {
    if (ticked !== false && !there.has(name)) hidden(form, name, value);
  }
  hidden(form, "restore", "1");
  sessionStorage.removeItem(key);
  sessionStorage.setItem(RESTORED, key);
  form.submit();
}

function bringBack(form, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  const now = read(form);
  if (!kept || JSON.stringify(kept) === JSON.stringify(now)) return;
  if (JSON.stringify(kept.rows) !== JSON.stringify(now.rows)) {
    askForRows(form, key, kept);
    return;
  }
  note(form, key);
  write(form, kept.fields);
}

function keep(form) {
  const key = keyOf(form);
  const save = () => sessionStorage.setItem(key, JSON.stringify(read(form)));
  if (form.hasAttribute("data-answered")) {
    save();
    if (sessionStorage.getItem(RESTORED) === key) note(form, key);
    sessionStorage.removeItem(RESTORED);
  } else {
    bringBack(form, key);
  }
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("submit", () => { save(); sessionStorage.setItem(SENT, key); });
}

// The sign-in page answers no form: what was sent stays marked until an officer's page is seen.
function settle() {
  if (officer() === "") return;
  sessionStorage.removeItem(SENT);
}

function forgetAll() {
  const mine = Object.keys(sessionStorage).filter((key) => key.startsWith("southend."));
  mine.forEach((key) => sessionStorage.removeItem(key));
}

export function keepForms(root) {
  for (const form of root.querySelectorAll("form[data-forget]")) form.addEventListener("submit", forgetAll);
  settle();
  for (const form of root.querySelectorAll("form[data-keep]")) keep(form);
}
