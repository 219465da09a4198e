// Ties the facts beside a letter to their words in it, both ways. Without this script the links still work.
(() => {
  "use strict";
  const main = document.querySelector("main.sides");
  if (!main) return;

  const clear = () => {
    for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
  };
  const wordsOf = (id) =>
    [...document.querySelectorAll("[data-facts]")].filter((mark) => mark.dataset.facts.split(" ").includes(id));
  const cardOf = (id) => document.getElementById("f-" + id);

  const show = (id, goTo) => {
    clear();
    const card = cardOf(id);
    if (!card) return;
    const figures = (card.dataset.figures || "").split(" ").filter(Boolean);
    const words = figures.length ? figures.flatMap(wordsOf) : wordsOf(id);
    for (const element of [card, ...words]) element.classList.add("lit");
    const group = card.closest("details");
    if (group) group.open = true;
    const target = goTo === "words" ? words[0] : card;
    if (target) target.scrollIntoView({ block: "center", behavior: "auto" });
  };

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark, rect.box");
    if (mark) {
      event.preventDefault();
      const ids = mark.dataset.facts.split(" ");
      const lit = ids.findIndex((id) => cardOf(id) && cardOf(id).classList.contains("lit"));
      show(ids[(lit + 1) % ids.length], "card");
      return;
    }
    const chip = event.target.closest("a.chip");
    if (chip) {
      event.preventDefault();
      show(chip.getAttribute("href").slice(3), "card");
      return;
    }
    const card = event.target.closest("li.fact");
    if (card && !event.target.closest("a.decide, button, input, select, textarea, form")) {
      event.preventDefault();
      show(card.dataset.fact, "words");
    }
  });

  for (const box of document.querySelectorAll(".filter input")) {
    box.addEventListener("change", () => main.classList.toggle("hide-" + box.value, !box.checked));
  }
})();
