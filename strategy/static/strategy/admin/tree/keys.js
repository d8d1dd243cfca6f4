/* The tree by keyboard and by click (WAI-ARIA tree view): one stop for Tab, arrows inside, Alt + arrows move the goal. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const { box, data } = tree;

  const step = (row, by) => {
    const rows = tree.visible();
    const next = rows[rows.indexOf(row) + by];
    if (next) tree.setCurrent(next, true);
  };

  const goTo = {
    ArrowDown: (row) => step(row, 1),
    ArrowUp: (row) => step(row, -1),
    Home: () => tree.setCurrent(tree.visible()[0], true),
    End: () => tree.setCurrent(tree.visible().at(-1), true),
    ArrowRight: (row) => {
      if (!tree.listOf(row)) return;
      if (tree.isFolded(row)) tree.fold(row, false);
      else step(row, 1);
    },
    ArrowLeft: (row) => {
      if (tree.listOf(row) && !tree.isFolded(row)) tree.fold(row, true);
      else if (tree.parentOf(row)) tree.setCurrent(tree.parentOf(row), true);
    },
    Enter: (row) => tree.open(row, { focus: true }),
    " ": (row) => tree.open(row),
    "/": () => document.getElementById("tree-words").focus(),
  };

  const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
  const tool = (name) => () => document.querySelector(`#goal-tools [data-tool=${name}]:not([hidden])`)?.click();
  const change = { m: tool("move"), n: tool("sibling"), b: tool("child"), d: tool("duplicate"), Delete: tool("delete") };

  const actionFor = (event, row) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if ((event.ctrlKey || event.metaKey) && key === "z" && !event.shiftKey && !event.altKey) return data.canEdit && tree.undo;
    if (event.ctrlKey || event.metaKey) return null;
    if (event.altKey) return data.canEdit && MOVES[key] && (() => tree.nudge(row, MOVES[key]));
    return goTo[key] ?? (data.canEdit && change[key]);
  };

  box.addEventListener("keydown", (event) => {
    const row = event.target.closest("li");
    if (!row || event.target !== tree.lineOf(row) || tree.isDragging?.()) return;
    const action = actionFor(event, row);
    if (!action) return;
    event.preventDefault();
    tree.setCurrent(row);
    action(row);
  });

  /* Not while a button of the mouse is down: the page must not move between press and click. */
  let isPressed = false;
  addEventListener("pointerdown", () => (isPressed = true), { capture: true });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (isPressed = false), { capture: true });
  box.addEventListener("focusin", (event) => {
    const row = event.target.closest("li");
    if (row && !isPressed && event.target === tree.lineOf(row)) tree.setCurrent(row);
  });

  box.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (!row || !event.target.closest(".goal")) return;
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.target.closest(".goal-fold")) tree.fold(row, !tree.isFolded(row));
    else if (isPlain) {
      event.preventDefault();
      const isLink = Boolean(event.target.closest("a"));
      tree.setCurrent(row, true);
      if (isLink || !tree.isStacked()) tree.open(row, { focus: isLink && tree.isStacked() });
    }
  });

  for (const button of document.querySelectorAll("[data-fold]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      tree.foldAll(button.dataset.fold === "all");
      const row = tree.current();
      if (row && !tree.visible().includes(row)) tree.setCurrent(topOf(row));
    });
  }
  const topOf = (row) => {
    let top = row;
    while (tree.parentOf(top)) top = tree.parentOf(top);
    return top;
  };
})();
