/* "Move to…" with a search, and the question before a branch is deleted, as dialogs on the screen. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  const tools = document.getElementById("goal-tools");
  if (!tree || !tools) return;
  const { sentence } = tree;

  // -- move to… --------------------------------------------------------------------------------------

  const dialog = document.getElementById("move-dialog");
  const list = document.getElementById("move-targets");
  const field = document.getElementById("move-words");
  const placeField = document.getElementById("move-place");
  let moving = null;

  const option = (value, words) => {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = words;
    return made;
  };

  const chosenKey = () => list.querySelector(":checked")?.value;

  const offerPlaces = () => {
    const key = chosenKey();
    const below = key === undefined ? [] : tree.childrenOf(tree.item(key)).filter((row) => row !== moving);
    const after = below.slice(0, -1).map((row) => option(`after:${tree.keyOf(row)}`, sentence("after", { goal: tree.nameOf(row) })));
    const first = below.length ? [option("first", sentence("first"))] : [];
    placeField.replaceChildren(option("last", sentence("last")), ...first, ...after);
  };

  const target = (row) => {
    const entry = document.createElement("li");
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "under";
    radio.value = row ? tree.keyOf(row) : "";
    label.append(radio, " ");
    if (row) {
      entry.className = `depth-${Math.min(tree.levelOf(row), 7)}`;
      const words = tree.lineOf(row).querySelector(".goal-words").cloneNode(true);
      words.querySelectorAll(".goal-count, .goal-missing, .goal-unsaved").forEach((part) => part.remove());
      label.append(words.textContent.replace(/\s+/g, " ").trim());
    } else label.append(sentence("top"));
    entry.append(label);
    return entry;
  };

  const filterTargets = () => {
    const words = tree.foldWords(field.value);
    let shown = 0;
    for (const entry of list.children) {
      entry.hidden = !tree.foldWords(entry.textContent).includes(words);
      shown += !entry.hidden;
    }
    const checked = list.querySelector(":checked");
    if (!checked || checked.closest("li").hidden) {
      const first = [...list.children].find((entry) => !entry.hidden);
      if (checked) checked.checked = false;
      if (first) first.querySelector("input").checked = true;
    }
    document.getElementById("move-none").textContent = shown ? "" : sentence("noTarget");
    offerPlaces();
  };

  const askWhere = (row) => {
    moving = row;
    document.getElementById("move-title").textContent = sentence("moveTitle", { goal: tree.nameOf(row) });
    const targets = tree.all().filter((other) => tree.mayStandUnder(row, other));
    list.replaceChildren(...(tree.fits(row, null) ? [target(null)] : []), ...targets.map(target));
    field.value = "";
    const parent = tree.keyOf(tree.parentOf(row));
    const here = [...list.querySelectorAll("input")].find((radio) => radio.value === parent);
    (here ?? list.querySelector("input")).checked = true;
    filterTargets();
    dialog.returnValue = "";
    dialog.showModal();
    field.focus();
  };

  field.addEventListener("input", filterTargets);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.querySelector(":checked")?.focus();
  });
  list.addEventListener("change", offerPlaces);
  dialog.addEventListener("close", () => {
    const row = moving;
    moving = null;
    if (dialog.returnValue === "move" && chosenKey() !== undefined) {
      tree.focus(row);
      tree.moveTo(row, chosenKey(), placeField.value);
    } else tree.setCurrent(row, true);
  });

  // -- delete ----------------------------------------------------------------------------------------

  const question = document.getElementById("delete-dialog");
  let doomed = null;

  const askDelete = async (row) => {
    doomed = row;
    const answer = await tree.ask(tree.url(row, "delete/?part=dialog"), null, "text/html");
    if (answer.html === undefined) return tree.sayProblem(answer.problem);
    question.replaceChildren(tree.parsed(answer.html));
    question.showModal();
    question.querySelector("[type=submit]")?.focus();
  };

  question.addEventListener("submit", async (event) => {
    event.preventDefault();
    const row = doomed;
    const next = row.nextElementSibling ?? row.previousElementSibling ?? tree.parentOf(row);
    const answer = await tree.act(event.target.action, new FormData(event.target));
    if (answer?.html !== undefined) return question.replaceChildren(tree.parsed(answer.html)); // it has grown meanwhile
    question.close();
    if (answer?.ok && next?.isConnected) tree.setCurrent(next, true);
  });
  question.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    question.close();
  });
  question.addEventListener("close", () => doomed?.isConnected && tree.setCurrent(doomed, true));

  // -- the tools that open something -----------------------------------------------------------------

  const OPEN = {
    move: askWhere,
    delete: askDelete,
    child: (_row, link) => tree.openNew(link.href),
    sibling: (_row, link) => tree.openNew(link.href),
  };
  tools.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-tool]");
    const open = OPEN[link?.dataset.tool];
    if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (tree.current()) open(tree.current(), link);
  });
  document.querySelector("[data-add=top]")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tree.openNew(event.currentTarget.href);
  });
})();
