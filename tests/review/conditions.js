// What any page must meet for keys and screen readers; returns what does not, a line each.
() => {
  const found = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) => element.checkVisibility();
  const said = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  const byIds = (list) => list.split(/\s+/).map((id) => document.getElementById(id));
  const nameOf = (element) => {
    const labelled = element.getAttribute("aria-labelledby");
    if (labelled) return byIds(labelled).map((one) => (one ? one.textContent : "")).join(" ").trim();
    const own = element.getAttribute("aria-label") || (element.labels && [...element.labels].map((one) => one.textContent).join(" "));
    return (own || element.textContent || element.getAttribute("title") || "").trim();
  };

  if (!document.documentElement.lang) found.push("the page has no language");
  if (!document.title.trim()) found.push("the page has no title");
  for (const [selector, number] of [["main", 1], ["h1", 1]]) if (all(selector).filter(shown).length !== number) found.push(`${all(selector).length} x ${selector}`);

  const ids = new Set();
  for (const element of all("[id]")) { if (ids.has(element.id)) said("an id twice", element); ids.add(element.id); }
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const element of all(`[${name}]`)) if (byIds(element.getAttribute(name)).includes(null)) said(`${name} leads nowhere`, element);
  }
  for (const element of all("a[href], button, summary, input:not([type=hidden]), select, textarea").filter(shown)) {
    if (!nameOf(element)) said("no name", element);
  }
  for (const element of all("svg[role=img], img, [role=group], section[aria-label], nav")) {
    if (!(element.getAttribute("aria-label") || element.getAttribute("aria-labelledby") || element.alt)) said("no name", element);
  }
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) said("an order of its own", element);
  let level = 0;
  for (const element of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
    const now = Number(element.tagName[1]);
    if (now > level + 1) said(`a heading below level ${level}`, element);
    level = now;
  }
  for (const element of all("th")) if (!element.scope) said("a heading of nothing", element);
  for (const element of all("ul, ol")) for (const child of element.children) if (!["LI", "SCRIPT", "TEMPLATE"].includes(child.tagName)) said("no item of a list", child);
  for (const element of all("body *").filter(shown)) {
    const way = getComputedStyle(element);
    const across = element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(way.overflowX);
    const down = element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(way.overflowY);
    const reached = element.tabIndex >= 0 || element.querySelector("a[href], button, input, select, textarea, summary, [tabindex='0']");
    if ((across || down) && !reached) said("scrolls, but not by keys", element);
  }
  for (const element of all("a[href^='#']")) {
    const target = decodeURIComponent(element.hash.slice(1));
    if (target && !document.getElementById(target)) said("leads nowhere", element);
  }
  return found;
}
