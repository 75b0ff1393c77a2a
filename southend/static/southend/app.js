// Small helps on every page. Each page works without them.
import { Button, Checkboxes, ErrorSummary, PasswordInput, Radios, createAll } from "../vendor/govuk-frontend-6.6.0/govuk-frontend.min.js";
import { foldByWidth } from "./folds.js";
import { fillDates } from "./dates.js";
import { keepForms } from "./keep.js";
import { chooseRows } from "./choose.js";
import { pollProgress } from "./progress.js";
import { copySentences } from "./copy.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, Checkboxes, ErrorSummary, PasswordInput, Radios]) createAll(part);
foldByWidth(document);
fillDates(document);
keepForms(document);
chooseRows(document);
pollProgress(document);
copySentences(document);

// "/" goes to the find box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const find = document.querySelector("[data-find]");
  if (!find || !find.offsetParent) return;
  event.preventDefault();
  find.focus();
  find.select();
});
