/* Talks with the server: one small request an act, one after the other, and its answer put into the tree. Every refusal,
   lost session or lost line becomes a sentence on the page; nothing that was typed is thrown away. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const { data, sentence } = tree;
  const line = document.getElementById("tree-says");

  const say = (words, isError = false) => {
    line.textContent = words;
    line.classList.toggle("is-error", isError);
  };

  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
    document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const PROBLEMS = { 403: "noRight", 404: "gone" };

  /* {ok, json} or {ok, html}; or {problem: the name of a sentence}. */
  const ask = async (url, fields = null, accept = "application/json") => {
    const options = { headers: { Accept: accept }, redirect: "manual", credentials: "same-origin" };
    if (fields) {
      const body = fields instanceof FormData ? fields : new FormData();
      if (body !== fields) for (const [name, value] of Object.entries(fields)) body.set(name, value);
      body.delete("csrfmiddlewaretoken"); // signing in again has changed it: the cookie knows
      options.method = "POST";
      options.body = new URLSearchParams(body);
      options.headers["X-CSRFToken"] = token();
    }
    try {
      const answer = await fetch(url, options);
      if (answer.type === "opaqueredirect") return { problem: "signedOut" };
      if (!answer.ok) return { problem: PROBLEMS[answer.status] ?? "failed" };
      const isJson = answer.headers.get("content-type")?.startsWith("application/json");
      return isJson ? { ok: true, json: await answer.json() } : { ok: true, html: await answer.text() };
    } catch {
      return { problem: "offline" };
    }
  };

  /* Says a problem; after a lost session with a way back in that leaves this page as it is. */
  const sayProblem = (problem, into = line) => {
    if (into === line) say(sentence(problem), true);
    else into.textContent = sentence(problem);
    into.classList.add("is-error");
    if (problem !== "signedOut") return;
    const link = document.createElement("a");
    link.href = `${data.urls.login}?next=${encodeURIComponent(data.urls.tree)}`;
    link.target = "_blank";
    link.textContent = sentence("signIn");
    into.append(" ", link);
  };

  let refreshing = null;
  const refresh = () => {
    refreshing ??= ask(`${data.urls.tree}?part=rows`, null, "text/html").then((answer) => {
      refreshing = null;
      if (!answer.ok) return sayProblem(answer.problem);
      const focused = tree.keyOf(document.activeElement?.closest?.("#goal-tree li"));
      tree.replaceAll(answer.html);
      tree.afterRefresh(focused);
    });
    return refreshing;
  };

  /* Puts an answer into the page. Where others have changed the tree meanwhile, all rows are read again. */
  const apply = async (answer) => {
    if (answer.go) {
      location.assign(answer.go); // this tree is gone
      return answer;
    }
    const expected = data.revision + (answer.ok ? 1 : 0);
    const isAlone = answer.revision <= expected;
    data.revision = answer.revision;
    const focus = document.activeElement; // what moves in the page loses it
    let fresh = isAlone && !answer.refresh;
    if (fresh && answer.row) fresh = tree.show(answer.row, answer.place);
    else if (fresh && answer.place) fresh = tree.place(tree.item(answer.place.key), answer.place);
    else if (fresh && answer.gone) tree.remove(answer.gone);
    if (!fresh) await refresh();
    const steps = document.getElementById("tree-steps");
    if (steps && answer.steps !== undefined) steps.replaceChildren(tree.parsed(answer.steps));
    tree.afterChange(answer, focus);
    const others = isAlone || answer.refresh ? "" : ` ${sentence("changed")}`;
    say(answer.say + others, !answer.ok);
    return answer;
  };

  let queue = Promise.resolve();
  /* Does one act after those that are on their way; gives the answer, or null where it did not get through. */
  const act = (url, fields) => {
    queue = queue.then(async () => {
      const answer = await ask(url, fields);
      if (answer.json) return apply(answer.json);
      if (answer.html !== undefined) return { html: answer.html };
      sayProblem(answer.problem);
      return null;
    });
    return queue;
  };

  Object.assign(tree, { say, ask, sayProblem, refresh, apply, act, idle: () => queue });
})();
