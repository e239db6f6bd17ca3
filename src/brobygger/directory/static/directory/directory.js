// The directory's pages are whole without this: words while one types, a quick way off the page, a button that prints.
"use strict";

const field = document.querySelector("[data-suggest]");
if (field) {
  const list = document.getElementById(field.getAttribute("list"));
  let last = "", waiting = 0, asked = null;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === last) return;
      last = words;
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
        if (!answer.ok) return;
        const found = (await answer.json()).words;
        list.replaceChildren(...found.map((word) => Object.assign(document.createElement("option"), { value: word })));
      } catch (error) {
        if (error.name !== "AbortError") last = "";
      }
    }, 120);
  });
}

const way = document.querySelector("[data-leave]");
if (way) {
  const leave = () => {
    document.body.hidden = true;
    window.location.replace(way.href);
  };
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let escaped = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - escaped < 1000) leave();
    escaped = event.timeStamp;
  });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
