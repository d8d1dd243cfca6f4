/* Shows the goals in which the typed words stand, with what stands above them; capitals and accents play no part. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const form = document.getElementById("tree-filter");
  const field = document.getElementById("tree-words");
  const count = document.getElementById("tree-count");
  const LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss" }; // strategy/admin/tree.py has the same
  const before = count.textContent;

  const folded = (text) =>
    text.toLocaleLowerCase().replace(/[øæœß]/g, (sign) => LETTERS[sign]).normalize("NFD").replace(/\p{M}/gu, "");

  const texts = new WeakMap();
  const textOf = (row) => {
    const code = tree.lineOf(row).querySelector(".goal-code")?.textContent ?? "";
    const raw = `${code} ${tree.nameOf(row)}`;
    if (texts.get(row)?.raw !== raw) texts.set(row, { raw, folded: folded(raw) });
    return texts.get(row).folded;
  };

  const filter = () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    let matches = 0;
    const keep = (row) => {
      const below = tree.childrenOf(row).map(keep).some(Boolean);
      const isMatch = wanted.every((word) => textOf(row).includes(word));
      matches += isMatch;
      row.hidden = !isMatch && !below;
      tree.lineOf(row).classList.toggle("goal-context", wanted.length > 0 && !isMatch);
      row.classList.toggle("filter-open", wanted.length > 0 && below);
      return isMatch || below;
    };
    tree.childrenOf(null).forEach(keep);
    count.textContent = wanted.length ? tree.sentence("found", { count: matches, all: tree.all().length }) : before;
    const current = tree.current();
    if (!current || current.hidden) tree.setCurrent(tree.visible().find((row) => !tree.lineOf(row).classList.contains("goal-context")) ?? null);
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      filter();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      clearTimeout(waiting);
      filter();
      tree.setCurrent(tree.current() ?? tree.visible()[0], true);
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".no-script").hidden = true;
  count.setAttribute("role", "status");

  tree.foldWords = folded;
  tree.filterAgain = () => field.value && filter();
})();
