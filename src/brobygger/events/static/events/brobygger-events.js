// <brobygger-events src="…/liste.json">: the next events of a centre in the surrounding page's own type and colours.
// Everything is written as text, never as markup; without scripts, what stands inside the element is shown.
"use strict";
(() => {
  class BrobyggerEvents extends HTMLElement {
    async connectedCallback() {
      const source = this.getAttribute("src");
      if (!source) return;
      try {
        const answer = await fetch(source, { credentials: "omit" });
        if (!answer.ok) return;
        const { events } = await answer.json();
        const most = Number(this.getAttribute("most")) || events.length;
        const list = document.createElement("ul");
        for (const each of events.slice(0, most)) {
          const item = document.createElement("li");
          const link = document.createElement("a");
          link.href = /^https?:/.test(each.url) ? each.url : "#";
          link.textContent = each.title;
          const when = document.createElement("div");
          when.textContent = [each.when, each.where].filter(Boolean).join(", ");
          item.append(link, when);
          list.append(item);
        }
        this.replaceChildren(list);
      } catch { /* what stands inside the element stays */ }
    }
  }
  customElements.define("brobygger-events", BrobyggerEvents);
})();
