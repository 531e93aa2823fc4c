"use strict";
// The filter of a page, and the switch of language that keeps the place. Without this script all is shown and linked.
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const switcher = document.getElementById("switch");
  const keepPlace = () => {
    if (switcher) switcher.href = switcher.href.split("#")[0] + location.hash;
  };
  keepPlace();

  const host = document.getElementById("filter");
  const items = [...document.querySelectorAll("[data-find]")];
  if (!host || !items.length) {
    addEventListener("hashchange", keepPlace);
    return;
  }

  const label = document.createElement("label");
  label.append(host.dataset.label);
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = host.dataset.hint;
  label.append(input);
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  host.append(label, told);

  const links = [...document.querySelectorAll("nav.contents a")];
  const groups = [...document.querySelectorAll("[data-group]")];
  let texts = null;

  const filter = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    texts ??= items.map((item) => fold(item.id + " " + (item.querySelector(":scope > .own") ?? item).textContent));
    const hits = new Set(items.filter((_, n) => words.every((word) => texts[n].includes(word))));
    for (const item of items) item.hidden = !hits.has(item) && ![...item.querySelectorAll("[data-find]")].some((one) => hits.has(one));
    for (const group of groups) group.hidden = ![...group.querySelectorAll("[data-find]")].some((one) => !one.hidden);
    for (const link of links) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const entry = link.closest("li");
      if (entry && target) entry.classList.toggle("missed", target.hidden || Boolean(target.closest("[hidden]")));
    }
    told.textContent = words.length ? host.dataset.shown.replace("{n}", hits.size).replace("{all}", items.length) : "";
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  addEventListener("hashchange", () => {
    keepPlace();
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      input.value = "";
      filter();
      target.scrollIntoView();
    }
  });
})();
