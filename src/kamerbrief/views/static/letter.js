// Ties the facts beside a letter to their words in it, both ways. Without this script the links still work.
(() => {
  "use strict";
  const main = document.querySelector("main.sides");
  if (!main) return;
  document.documentElement.classList.add("js");
  const panel = main.querySelector(".panel");
  const text = document.getElementById("text");
  const pages = document.getElementById("pages");
  const remembered = "kamerbrief-view";

  // What a browser may refuse to keep is not kept.
  const kept = () => { try { return localStorage.getItem(remembered); } catch { return null; } };
  const keep = (view) => { try { localStorage.setItem(remembered, view); } catch { /* private window */ } };

  const view = (name) => {
    if (!pages) return;
    text.hidden = name === "pages";
    pages.hidden = name !== "pages";
    for (const tab of main.querySelectorAll("[data-view]")) tab.setAttribute("aria-current", String(tab.dataset.view === name));
  };
  const inPages = () => Boolean(pages) && !pages.hidden;

  const marks = [...main.querySelectorAll("[data-facts]")].map((element) => ({ element, ids: element.dataset.facts.split(" ") }));
  const cardOf = (id) => {
    const found = document.getElementById("f-" + id);
    return found && found.closest("li.fact");
  };
  const shownCard = (id) => {
    const card = cardOf(id);
    const group = card && card.closest(".group");
    return Boolean(card) && !card.hidden && !(group && getComputedStyle(group).display === "none");
  };
  const wordsOf = (id) => marks.filter((mark) => mark.ids.includes(id)).map((mark) => mark.element);
  const visible = (elements) => elements.find((element) => element.getClientRects().length);
  // The facts in the order of the text, each once; what the switches hide is passed over.
  const order = () => {
    const ids = new Set();
    for (const mark of marks) if (text.contains(mark.element)) for (const id of mark.ids) if (shownCard(id)) ids.add(id);
    return [...ids];
  };

  let now = null;
  const count = () => {
    const ids = order();
    const at = ids.indexOf(now);
    const shown = main.querySelector("[data-at]");
    if (shown) shown.textContent = `${at < 0 ? "–" : at + 1} / ${ids.length}`;
  };
  const sheet = (open) => {
    main.classList.toggle("sheet-open", open);
    const button = main.querySelector("[data-sheet]");
    if (button) button.setAttribute("aria-expanded", String(open));
  };
  const narrow = () => getComputedStyle(panel).position === "fixed";

  // One mark is a stop for the Tab key, not each of them.
  const stop = (element) => {
    for (const mark of marks) if (mark.element.matches("a[href]")) mark.element.tabIndex = -1;
    if (element && element.matches("a[href]")) element.tabIndex = 0;
  };

  const inPanel = (card) => {
    for (let group = card.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
    const [box, around] = [card.getBoundingClientRect(), panel.getBoundingClientRect()];
    const top = around.top + 60;
    if (panel.scrollHeight > panel.clientHeight && (box.top < top || box.bottom > around.bottom)) panel.scrollTop += box.top - top;
  };
  const show = (id, to) => {
    const card = cardOf(id);
    if (!card) return;
    for (const element of main.querySelectorAll(".lit")) element.classList.remove("lit");
    const figures = (card.dataset.figures || "").split(" ").filter(Boolean);
    const words = figures.length ? figures.flatMap(wordsOf) : wordsOf(id);
    for (const element of [card, ...words]) element.classList.add("lit");
    now = id;
    if (narrow() && to !== "words") sheet(true);
    inPanel(card);
    const target = visible(words);
    if (to === "card") {
      if (!narrow()) { card.tabIndex = -1; card.focus({ preventScroll: true }); }
    } else if (target) {
      if (narrow() && to === "words") sheet(false);
      target.scrollIntoView({ block: narrow() ? "start" : "center", behavior: "auto" });
      if (narrow()) window.scrollBy(0, -80);
      stop(target);
      if (target.focus) target.focus({ preventScroll: true });
    }
    count();
  };
  // Each look is a step of the browser's history: back returns to where one was.
  const visit = (id, to) => {
    history.replaceState({ ...history.state, y: scrollY, panel: panel.scrollTop, id: now, view: inPages() ? "pages" : "text" }, "");
    show(id, to);
    history.pushState({ id, y: scrollY, panel: panel.scrollTop, view: inPages() ? "pages" : "text" }, "", "#f-" + id);
  };
  addEventListener("popstate", (event) => {
    const state = event.state;
    if (!state) return;
    view(state.view);
    if (state.id) show(state.id, "both");
    else for (const element of main.querySelectorAll(".lit")) element.classList.remove("lit");
    now = state.id || null;
    panel.scrollTop = state.panel;
    scrollTo(0, state.y);
    count();
  });
  const step = (by) => {
    const ids = order();
    if (!ids.length) return;
    const at = ids.indexOf(now);
    show(ids[(at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by + ids.length) % ids.length], "both");
  };

  const only = (label, ids) => {
    const note = main.querySelector("[data-only-note]");
    if (!note) return;
    note.hidden = !ids;
    note.querySelector("strong").textContent = label;
    for (const card of main.querySelectorAll("li.fact.amounts")) card.hidden = Boolean(ids) && !ids.includes(card.dataset.fact);
    if (ids) {
      note.closest("details").open = true;
      for (const inner of note.closest("details").querySelectorAll("details")) inner.open = true;
      panel.scrollTop += note.getBoundingClientRect().top - panel.getBoundingClientRect().top - 60;
      note.querySelector("button").focus({ preventScroll: true });
    }
    count();
  };

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-view]");
    if (tab) {
      event.preventDefault();
      view(tab.dataset.view);
      keep(tab.dataset.view);
      if (now) show(now, "both");
      return;
    }
    const mark = event.target.closest("a.mark[href], rect.box");
    if (mark) {
      event.preventDefault();
      const ids = mark.dataset.facts.split(" ").filter(shownCard);
      if (ids.length) visit(ids[(ids.indexOf(now) + 1) % ids.length], "card");
      return;
    }
    if (event.target.closest("[data-sheet]")) return sheet(!main.classList.contains("sheet-open"));
    const go = event.target.closest("[data-go]");
    if (go) return step(Number(go.dataset.go));
    if (event.target.closest("[data-show-all]")) return only("", null);
    const bar = event.target.closest("a[data-only]");
    if (bar) {
      event.preventDefault();
      return only(bar.textContent, bar.dataset.only.split(" "));
    }
    const chip = event.target.closest("a.chip");
    if (chip && chip.hash.startsWith("#f-")) {
      event.preventDefault();
      visit(decodeURIComponent(chip.hash.slice(3)), "card");
      return;
    }
    const card = event.target.closest("li.fact");
    if (card && !event.target.closest("a.decide, button, input, select, textarea, form")) {
      event.preventDefault();
      visit(card.dataset.fact, "words");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, dialog[open]")) return;
    if (event.key === "n" || event.key === "p") {
      event.preventDefault();
      step(event.key === "n" ? 1 : -1);
    } else if (event.key === "Escape" && main.classList.contains("sheet-open")) sheet(false);
  });
  for (const box of document.querySelectorAll(".filter input")) {
    const follow = () => {
      main.classList.toggle("hide-" + box.value, !box.checked);
      // What is hidden is no link, for eyes, keys and screen readers alike.
      for (const { element } of marks) {
        if (!element.matches(`a.mark.${box.value}`)) continue;
        if (box.checked) element.setAttribute("href", element.dataset.href || element.getAttribute("href"));
        else if (element.hasAttribute("href")) {
          element.dataset.href = element.getAttribute("href");
          element.removeAttribute("href");
          element.removeAttribute("tabindex");
        }
      }
      count();
    };
    box.addEventListener("change", follow);
    follow();
  }

  main.querySelector(".walk").hidden = false;
  view(kept() === "pages" ? "pages" : "text");
  stop(main.querySelector("#text a.mark[href]"));
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted.startsWith("f-")) show(wanted.slice(2), "both");
  else if (wanted === "pages" || wanted.startsWith("page-")) view("pages");
  count();
})();
