// <brobygger-jobs base="…/frivilligjob/" most="10">: a centre's newest volunteer jobs in the surrounding page's own type and colours.
// Everything is written as text, never as markup; without scripts, what stands inside the element is shown.
"use strict";
(() => {
  const FILTERS = ["q", "om", "sted", "naar", "hvem", "plads", "center"];
  class BrobyggerJobs extends HTMLElement {
    async connectedCallback() {
      const base = this.getAttribute("base");
      if (!base) return;
      const source = new URL("liste.json", new URL(base, location.href));
      for (const name of FILTERS) if (this.hasAttribute(name)) source.searchParams.set(name, this.getAttribute(name));
      try {
        const answer = await fetch(source, { credentials: "omit" });
        if (!answer.ok) return;
        const { jobs } = await answer.json();
        const list = document.createElement("ul");
        for (const each of jobs.slice(0, Number(this.getAttribute("most")) || 20)) {
          const item = document.createElement("li");
          const link = document.createElement("a");
          link.href = /^https?:/.test(each.url) ? each.url : "#";
          link.textContent = each.title;
          const where = document.createElement("div");
          where.textContent = [each.organisation, each.when, each.locality || each.place].filter(Boolean).join(" · ");
          item.append(link, where);
          list.append(item);
        }
        this.replaceChildren(list);
      } catch { /* what stands inside the element stays */ }
    }
  }
  customElements.define("brobygger-jobs", BrobyggerJobs);
})();
