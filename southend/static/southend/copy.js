// <button hidden data-copy="id"> copies the text of an element and says so.
export function copySentences(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(source.textContent.trim().replace(/\s+/g, " "));
      button.textContent = "Copied";
    });
  }
}
