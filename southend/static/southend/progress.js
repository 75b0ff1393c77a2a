// An element with data-progress-url is fetched again every data-progress-every milliseconds (1,500) and replaced by what
// the server sends, until that no longer carries the attribute. The address answers with the same element as HTML; a
// header X-Progress-Next sends the reader on when the work is done. Without scripts the page offers "See how far it is".
const EVERY = 1500;

async function step(element) {
  const response = await fetch(element.dataset.progressUrl, {
    headers: { "X-Requested-With": "XMLHttpRequest", Accept: "text/html" },
    credentials: "same-origin",
  });
  if (response.redirected || !response.ok) throw new Error(`${response.status}`);
  const next = response.headers.get("X-Progress-Next");
  if (next) {
    location.assign(next);
    return;
  }
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = parsed.querySelector("[data-progress-url], [data-progress-done]");
  if (!fresh) throw new Error("no progress element");
  const here = document.adoptNode(fresh);
  element.replaceWith(here);
  watch(here, 0);
}

function watch(element, failures) {
  if (!element.dataset.progressUrl) return;
  element.querySelectorAll("[data-progress-manual]").forEach((part) => { part.hidden = true; });
  const wait = Number(element.dataset.progressEvery ?? EVERY) * 2 ** Math.min(failures, 5);
  setTimeout(() => step(element).catch(() => watch(element, failures + 1)), wait);
}

export function pollProgress(root) {
  root.querySelectorAll("[data-progress-url]").forEach((element) => watch(element, 0));
}
