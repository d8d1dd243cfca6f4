/* The rows of the tree as they stand in the page: which goal is where, and what may stand where. Asks nobody.
   globalThis.koersTree is what the other scripts of this folder share. */
"use strict";

(() => {
  const box = document.getElementById("goal-tree");
  const source = document.getElementById("tree-data");
  if (!box || !source) return;
  const data = JSON.parse(source.textContent);

  const sentence = (name, values = {}) => data.words[name].replace(/%\((\w+)\)s/g, (_all, key) => values[key]);

  // -- reading -----------------------------------------------------------------------------------

  const item = (key) => (key ? document.getElementById(`goal-${key}`) : null);
  const keyOf = (row) => row?.dataset.key ?? "";
  const lineOf = (row) => row.firstElementChild;
  const linkOf = (row) => lineOf(row).querySelector(".goal-words a");
  const nameOf = (row) => linkOf(row).textContent;
  const kindOf = (row) => lineOf(row).dataset.kind;
  const listOf = (row) => (row ?? box).querySelector(":scope > ul");
  const childrenOf = (row) => [...(listOf(row)?.children ?? [])];
  const parentOf = (row) => row.parentElement.closest("li");
  const levelOf = (row) => Number(lineOf(row).getAttribute("aria-level"));
  const all = () => [...box.querySelectorAll("li")];
  const isFolded = (row) => row.classList.contains("folded");

  /* What can be seen from top to bottom; ``without`` leaves out a branch. */
  const visible = (without = null) => {
    const found = [];
    const walk = (rows) => {
      for (const row of rows) {
        if (row.hidden || row === without) continue;
        found.push(row);
        if (!isFolded(row)) walk(childrenOf(row));
      }
    };
    walk(childrenOf(null));
    return found;
  };

  const fits = (row, parent) => data.legal[parent ? kindOf(parent) : ""].includes(kindOf(row));
  const mayStandUnder = (row, parent) => fits(row, parent) && !(parent && row.contains(parent));
  const hasRoom = (row) => data.legal[kindOf(row)].length > 0;

  const can = {
    up: (row) => Boolean(row.previousElementSibling),
    down: (row) => Boolean(row.nextElementSibling),
    in: (row) => Boolean(row.previousElementSibling) && fits(row, row.previousElementSibling),
    out: (row) => Boolean(parentOf(row)) && fits(row, parentOf(parentOf(row))),
  };

  // -- what assistive technology needs, and the counts ---------------------------------------------

  const set = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  const dressRow = (row, level, below) => {
    const line = lineOf(row);
    set(row, "role", "none"); // the line is the item; it owns the list beside it
    set(line, "role", "treeitem");
    set(line, "aria-level", String(level));
    if (!line.hasAttribute("tabindex")) line.tabIndex = -1;
    if (!line.hasAttribute("aria-selected")) set(line, "aria-selected", "false");
    if (below) {
      listOf(row).id = `below-${keyOf(row)}`;
      set(line, "aria-owns", `below-${keyOf(row)}`);
      set(line, "aria-expanded", String(!isFolded(row)));
    } else {
      line.removeAttribute("aria-owns");
      line.removeAttribute("aria-expanded");
      row.classList.remove("folded");
    }
    const count = line.querySelector(".goal-count");
    count.hidden = !below;
    count.firstElementChild.textContent = below;
    linkOf(row).tabIndex = -1;
  };

  /* Gives every row its role and place; returns how many goals there are. */
  const dress = (row = null, level = 0) => {
    const list = listOf(row);
    if (list && !list.children.length) list.remove();
    let count = 0;
    for (const child of childrenOf(row)) count += 1 + dress(child, level + 1);
    if (row) dressRow(row, level, count);
    else if (list) {
      set(list, "role", "tree");
      set(list, "aria-label", box.dataset.label);
    }
    if (row && listOf(row)) set(listOf(row), "role", "group");
    return count;
  };

  // -- changing the page ---------------------------------------------------------------------------

  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content;
  };

  const listFor = (parent) => {
    if (!listOf(parent)) (parent ?? box).append(document.createElement("ul"));
    if (!parent) box.querySelector(".tree-empty")?.remove();
    return listOf(parent);
  };

  /* Puts a row below ``under`` behind ``after`` (keys); false where the page does not know those goals. */
  const place = (row, { under, after }) => {
    const parent = item(under);
    const before = item(after);
    if ((under && !parent) || (after && !before) || (before && parentOf(before) !== parent)) return false;
    const list = listFor(parent);
    if (before) before.after(row);
    else list.prepend(row);
    dress();
    return true;
  };

  /* Shows a goal as the server describes it: in its row, or in a new one at its place. */
  const show = (html, where) => {
    let row = item(where.key);
    if (row) lineOf(row).replaceWith(parsed(html));
    else {
      row = document.createElement("li");
      row.id = `goal-${where.key}`;
      row.dataset.key = where.key;
      row.append(parsed(html));
      return place(row, where);
    }
    dress();
    return true;
  };

  const remove = (key) => {
    item(key)?.remove();
    dress();
  };

  const replaceAll = (html) => {
    const closed = new Set(all().filter(isFolded).map(keyOf));
    box.replaceChildren(parsed(html));
    for (const row of all()) row.classList.toggle("folded", closed.has(keyOf(row)));
    dress();
  };

  const fold = (row, closed) => {
    if (!listOf(row)) return;
    row.classList.toggle("folded", closed);
    set(lineOf(row), "aria-expanded", String(!closed));
    remember();
  };

  const foldAll = (closed) => {
    for (const row of all()) if (listOf(row)) row.classList.toggle("folded", closed);
    dress();
    remember();
  };

  const unfoldAbove = (row) => {
    for (let above = parentOf(row); above; above = parentOf(above)) fold(above, false);
  };

  // -- what is folded stays so in this tab -----------------------------------------------------------

  const memory = `koers/folded/${data.edition}`;
  const remember = () => sessionStorage.setItem(memory, JSON.stringify(all().filter(isFolded).map(keyOf)));
  for (const key of JSON.parse(sessionStorage.getItem(memory) ?? "[]")) item(key)?.classList.add("folded");

  dress();
  globalThis.koersTree = {
    box, data, sentence, all, visible, item, keyOf, lineOf, linkOf, nameOf, kindOf, listOf, childrenOf, parentOf,
    levelOf, isFolded, focus: (row) => lineOf(row).focus({ preventScroll: true }), fold, foldAll, unfoldAbove, fits, mayStandUnder, hasRoom, can, place, show, remove,
    replaceAll, dress, parsed,
  };
})();
