/* The current row, and what its buttons do: up, down, in, out, duplicate, undo. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const { data, sentence } = tree;
  const tools = document.getElementById("goal-tools");
  let current = null;

  const url = (row, page = "") => `${data.urls.tree}${tree.keyOf(row)}/${page}`;
  const query = (address, values) => `${address}?${new URLSearchParams(values)}`;

  const addresses = (row) => ({
    move: url(row, "move/"),
    delete: url(row, "delete/"),
    paste: query(data.urls.import, { under: tree.keyOf(row) }),
    child: query(data.urls.add, { edition: data.edition, under: tree.keyOf(row) }),
    sibling: query(data.urls.add, {
      edition: data.edition,
      under: tree.keyOf(tree.parentOf(row)),
      after: tree.keyOf(row),
    }),
  });

  const dressTools = () => {
    if (!tools) return;
    tools.hidden = !current;
    if (!current) return;
    tools.action = url(current);
    document.getElementById("goal-tools-name").textContent = tree.nameOf(current);
    for (const button of tools.querySelectorAll("[name=move]")) button.disabled = !tree.can[button.value](current);
    for (const [name, address] of Object.entries(addresses(current))) {
      const link = tools.querySelector(`[data-tool=${name}]`);
      link.href = address;
      if (name === "child" || name === "paste") link.hidden = !tree.hasRoom(current);
    }
  };

  /* Makes a row the one that keys and buttons act on. */
  const setCurrent = (row, focus = false) => {
    if (current && current !== row) {
      tree.lineOf(current).tabIndex = -1;
    }
    current = row;
    if (row) {
      tree.lineOf(row).tabIndex = 0;
    } else {
      const first = tree.visible()[0];
      if (first) tree.lineOf(first).tabIndex = 0;
    }
    dressTools();
    if (!row || !focus) return;
    tree.unfoldAbove(row);
    tree.focus(row);
    tree.lineOf(row).scrollIntoView({ block: "nearest" });
  };

  const nudge = async (row, direction) => {
    await tree.idle(); // the last press of the key may still be on its way
    if (!tree.can[direction](row)) {
      const why = { up: "cannotUp", down: "cannotDown", in: "cannotIn", out: "cannotOut" }[direction];
      return tree.say(sentence(why), true);
    }
    return tree.act(url(row), { move: direction });
  };

  const moveTo = (row, under, position) => tree.act(url(row, "move/"), { under, position });
  const duplicate = (row) => tree.act(url(row, "duplicate/"), {});

  const takeBack = (form) => tree.act(form.action, new FormData(form));
  const undo = () => {
    const form = document.querySelector("#tree-steps [data-undo='']");
    if (form) takeBack(form);
  };

  /* After an act the focus is where it was: on the row that moved, on the button of the page, or on the next undo. */
  tree.afterChange = (answer, focus) => {
    const isAtUndo = focus.matches("[data-undo] *");
    const isElsewhere = isAtUndo || focus.matches("#goal-tools *, #goal-panel *, dialog *");
    const row = tree.item(answer.at) ?? (current?.isConnected ? current : null) ?? tree.visible()[0] ?? null;
    setCurrent(row, !isElsewhere);
    const undo = document.querySelector("#tree-steps button");
    if (isAtUndo && undo) undo.focus();
    else if (row && (isAtUndo || (focus.disabled && focus.matches("#goal-tools *")))) tree.focus(row);
    tree.panelFollows(answer);
    tree.filterAgain();
  };
  tree.afterRefresh = (focused) => {
    const row = tree.item(focused) ?? tree.item(tree.keyOf(current)) ?? null;
    setCurrent(row, Boolean(focused && row));
    tree.panelFollows({});
    tree.filterAgain();
  };

  tools?.addEventListener("submit", (event) => {
    const button = event.submitter;
    event.preventDefault();
    if (!current) return tree.say(sentence("chooseFirst"), true);
    if (button.name === "move") nudge(current, button.value);
    else if (button.dataset.tool === "duplicate") duplicate(current);
  });
  document.getElementById("content-main").addEventListener("submit", (event) => {
    if (!event.target.matches("[data-undo]")) return;
    event.preventDefault();
    takeBack(event.target).then(() => event.target.matches(".notice") && event.target.remove());
  });

  Object.assign(tree, { setCurrent, current: () => current, nudge, moveTo, duplicate, undo, url, dressTools });
})();
