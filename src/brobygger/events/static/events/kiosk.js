// The screen at the door reads the codes that people hold up to it, and goes back to its first page once it has thanked somebody.
"use strict";
(() => {
  const form = document.querySelector("[data-code-form]");
  const next = document.querySelector("[data-next]");
  if (next) setTimeout(() => location.assign(next.href), 6000);
  if (!form) return;
  Scan.at(form.querySelector("[data-scanner]"), async (text) => {
    const token = Scan.token(text);
    if (!token) return form.dataset.notOurs;
    form.elements.code.value = token;
    sessionStorage.setItem("scanning", "1");
    form.submit();
    return "";
  });
  // Whoever scanned last left the camera on for the next.
  form.querySelector("[data-scan]").addEventListener("click", () => sessionStorage.removeItem("scanning"));
  if (sessionStorage.getItem("scanning")) form.querySelector("[data-scan]").click();
})();
