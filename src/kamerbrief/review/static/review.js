// Keys for those who review: they press the buttons that the page has. Without this script the buttons do it all.
(() => {
  "use strict";
  const list = document.querySelector("[data-review]");
  const help = document.getElementById("help");
  const changes = list ? [...list.querySelectorAll(":scope > [data-change]")] : [];
  let at = -1;

  const go = (to) => {
    if (!changes.length) return;
    at = Math.max(0, Math.min(changes.length - 1, to));
    for (const change of changes) change.classList.toggle("current", change === changes[at]);
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "nearest" });
  };
  const press = (form, action) => {
    const button = form && form.querySelector(`button[name="action"][value="${action}"]`);
    if (button) form.requestSubmit(button);
  };
  const current = () => changes[Math.max(at, 0)];
  const one = (action) => press(current() && current().querySelector("form[data-decide]"), action);
  const all = (action) => press(document.querySelector("[data-all]"), action);
  const edit = () => {
    const editor = current() && current().querySelector("details.editor");
    if (!editor) return;
    editor.open = true;
    editor.querySelector("input:not([type=hidden]), select").focus();
  };
  const skip = () => {
    if (current()) current().classList.add("skipped");
    go(at + 1);
  };
  const enter = () => {
    const link = current() && current().querySelector("a[data-open]");
    if (link && document.activeElement === current()) link.click();
  };
  const undo = () => {
    const button = document.querySelector("[data-undo] button");
    if (button) button.form.requestSubmit(button);
  };
  const keys = {
    a: () => one("accept"), r: () => one("reject"), s: skip, e: edit, u: undo, Enter: enter,
    A: () => all("accept"), R: () => all("reject"), S: () => location.assign(document.querySelector("[data-changes]").href),
    j: () => go(at + 1), k: () => go(at - 1), "?": () => help && help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target.closest("[data-change] form")) {
      event.target.closest("[data-change]").focus();
      return;
    }
    if (event.target.closest("input, select, textarea, dialog[open]")) return;
    if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
    if (Object.hasOwn(keys, event.key) && (list || event.key === "u")) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  document.addEventListener("focusin", (event) => {
    const change = event.target.closest("[data-change]");
    if (change && changes.indexOf(change) !== at) at = changes.indexOf(change);
  });
  // The server says where to begin: at a change, or at a field in it.
  const begin = document.querySelector("[autofocus]");
  const place = begin || document.getElementById(location.hash.slice(1));
  const change = place && place.closest("[data-change]");
  if (begin && begin !== change) begin.focus();
  else go(change ? changes.indexOf(change) : 0);
})();
