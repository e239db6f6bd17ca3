// <brobygger-events base="…/arrangementer/" most="10" tema="3">: the next events of a centre in the surrounding page's own type and colours.
// Everything is written as text, never as markup; without scripts, what stands inside the element is shown.
"use strict";
(() => {
  const FILTERS = ["q", "tema", "sted", "maalgruppe", "netvaerk", "center", "kommune"];
  class BrobyggerEvents extends HTMLElement {
    async connectedCallback() {
      const base = this.getAttribute("base"), given = this.getAttribute("src");
      if (!base && !given) return;
      const source = given ? new URL(given, location.href) : new URL("liste.json", new URL(base, location.href));
      for (const name of FILTERS) if (this.hasAttribute(name)) source.searchParams.set(name, this.getAttribute(name));
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
          if (each.cancelled) link.style.textDecoration = "line-through";
          const when = document.createElement("div");
          when.textContent = [each.cancelled ? (document.documentElement.lang.startsWith("en") ? "Cancelled" : "Aflyst") : "", each.when, each.where].filter(Boolean).join(", ");
          item.append(link, when);
          list.append(item);
        }
        this.replaceChildren(list);
      } catch { /* what stands inside the element stays */ }
    }
  }
  customElements.define("brobygger-events", BrobyggerEvents);
})();
