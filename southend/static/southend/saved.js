// Forget the form that was just saved. The message that says so loads this before its words, and not as a module:
// whoever reads "saved" and goes on at once must never be offered the form again (see keep.js, which marks what is sent).
(() => {
  const sent = sessionStorage.getItem("southend.sent");
  if (sent) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("southend.sent");
})();
