/* The form beside the tree: opens goals without a reload, saves, and keeps the address bar and "back" right. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const { data, sentence } = tree;
  const panel = document.getElementById("goal-panel");
  const empty = panel.querySelector(".goal-side-empty")?.outerHTML ?? "<p></p>";
  let form = null;
  let chosen = "";
  let asked = 0;

  const addressOf = (key) => (key ? `${data.urls.tree}?goal=${key}` : data.urls.tree);
  const formUrl = (row) => data.urls.goal.replace("/0/", `/${tree.linkOf(row).dataset.pk}/`);
  const inPanel = (url) => {
    const address = new URL(url, location.href);
    address.searchParams.set("panel", "1");
    return address.href;
  };

  /* Whether tree and form stand one below the other, as on a narrow screen. */
  const isStacked = () =>
    getComputedStyle(document.querySelector(".tree-and-goal")).gridTemplateColumns.split(" ").length < 2;

  const mark = () => {
    for (const line of tree.box.querySelectorAll(".goal-here")) {
      line.classList.remove("goal-here");
      line.setAttribute("aria-selected", "false");
    }
    const row = tree.item(chosen);
    if (!row) return;
    tree.lineOf(row).classList.add("goal-here");
    tree.lineOf(row).setAttribute("aria-selected", "true");
  };

  /* Before another goal is shown: what was typed here is kept, and the row says so. */
  const leave = () => {
    if (!form?.isDirty()) return;
    form.keep();
    const row = tree.item(chosen);
    if (!row) return;
    note(row, true);
    tree.say(sentence("kept", { goal: tree.nameOf(row) }));
  };

  const note = (row, isUnsaved) => {
    row.querySelector(":scope > .goal .goal-unsaved")?.remove();
    if (!isUnsaved) return;
    const badge = document.createElement("span");
    badge.className = "goal-unsaved";
    badge.textContent = sentence("unsaved");
    tree.lineOf(row).querySelector(".goal-words").append(" ", badge);
  };

  const noteAll = () => {
    for (const row of tree.all()) {
      const kept = koersKept.read(`${data.person}/${data.edition}/${tree.keyOf(row)}`);
      if (kept) note(row, true);
    }
  };

  const dress = () => {
    koersLanguageTabs(panel);
    form = koersGoalForm(panel);
    form?.form.addEventListener("submit", save);
    panel.querySelector("[data-back]")?.addEventListener("click", (event) => {
      event.preventDefault();
      tree.setCurrent(tree.item(chosen), true);
    });
  };

  const fill = (html) => {
    panel.replaceChildren(tree.parsed(html));
    dress();
  };

  const load = async (url, key, focus) => {
    const number = ++asked;
    leave();
    panel.setAttribute("aria-busy", "true");
    panel.inert = true; // nobody should type into the form that is about to go
    const answer = await tree.ask(inPanel(url), null, "text/html");
    if (number !== asked) return false; // another goal was chosen meanwhile
    panel.removeAttribute("aria-busy");
    panel.inert = false;
    if (answer.html === undefined) {
      tree.sayProblem(answer.problem);
      return false;
    }
    chosen = key;
    fill(answer.html);
    mark();
    if (focus) {
      panel.querySelector(key ? ".goal-panel-name" : "select")?.focus({ preventScroll: true });
      if (isStacked()) panel.scrollIntoView({ block: "start" });
    }
    tree.hello();
    return true;
  };

  /* Opens a goal; ``focus`` brings the keyboard to its form. */
  const open = async (row, { focus = false, push = true } = {}) => {
    const key = tree.keyOf(row);
    if (push && key !== chosen) history.pushState({ goal: key }, "", addressOf(key));
    tree.setCurrent(row);
    await load(formUrl(row), key, focus);
  };

  const openNew = (url) => load(url, "", true);

  const close = () => {
    leave();
    asked += 1;
    panel.inert = false;
    panel.removeAttribute("aria-busy");
    chosen = "";
    form = null;
    panel.replaceChildren(tree.parsed(empty));
    mark();
  };

  // -- saving --------------------------------------------------------------------------------------

  async function save(event) {
    event.preventDefault();
    const own = form;
    const button = own.form.querySelector("[type=submit]");
    const says = own.form.querySelector("[data-says]");
    if (button.disabled) return;
    own.keep();
    button.disabled = true;
    says.textContent = "";
    says.classList.remove("is-error");
    const answer = await tree.act(inPanel(own.form.action), new FormData(own.form));
    button.disabled = false;
    if (!answer) {
      says.textContent = document.getElementById("tree-says").textContent;
      says.classList.add("is-error");
      return button.focus();
    }
    if (answer.html !== undefined) {
      fill(answer.html);
      const trouble = panel.querySelector(".theirs, [data-errors]");
      trouble?.setAttribute("tabindex", "-1");
      return trouble?.focus();
    }
    if (!answer.ok) return;
    own.forget();
    if (own === form) await saved(answer);
  }

  const saved = async (answer) => {
    const row = tree.item(answer.at);
    if (!row) return;
    form = null;
    if (chosen !== answer.at) history.pushState({ goal: answer.at }, "", addressOf(answer.at));
    await load(formUrl(row), answer.at, false);
    note(row, false);
    panel.querySelector("[type=submit]")?.focus({ preventScroll: true });
    const says = panel.querySelector("[data-says]");
    if (says) says.textContent = answer.say;
  };

  /* After any change of the tree: the chosen goal may be gone, moved or worded otherwise. */
  tree.panelFollows = (answer) => {
    noteAll();
    mark();
    if (!chosen) return;
    const row = tree.item(chosen);
    if (!row && !form?.isDirty()) {
      close();
      history.replaceState({}, "", addressOf(""));
    } else if (row && answer.refresh && !form?.isDirty()) load(formUrl(row), chosen, false);
  };

  addEventListener("popstate", () => {
    const row = tree.item(new URLSearchParams(location.search).get("goal"));
    if (row) open(row, { push: false });
    else close();
  });

  chosen = panel.querySelector(".goal-panel")?.dataset.key ?? "";
  dress();
  noteAll();
  mark();
  Object.assign(tree, { open, openNew, isStacked, closePanel: close, chosen: () => chosen, hasUnsaved: () => Boolean(form?.isDirty()) });
})();
