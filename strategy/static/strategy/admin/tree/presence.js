/* Tells the server every twenty seconds that the tree is open here, and shows who else has it open. When somebody else
   has changed the tree, the rows are read again. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  const { data, sentence } = tree;
  const EVERY = 20_000;
  const others = document.getElementById("tree-others");
  let timer = 0;

  const show = (element, words) => {
    if (!element) return;
    if (element.textContent !== words) element.textContent = words;
    element.hidden = !words;
  };

  const hello = async () => {
    clearTimeout(timer);
    timer = setTimeout(hello, EVERY);
    if (document.visibilityState === "hidden") return;
    const answer = (await tree.ask(data.urls.presence, { goal: tree.chosen() })).json;
    if (!answer) return; // the next act will say what is wrong
    show(others, answer.say);
    show(document.querySelector("#goal-panel [data-here]"), answer.here);
    await tree.idle();
    if (answer.revision <= data.revision || tree.isDragging?.()) return;
    data.revision = answer.revision;
    await tree.refresh();
    tree.say(sentence("changed"));
  };

  addEventListener("visibilitychange", () => document.visibilityState === "visible" && hello());
  addEventListener("pagehide", () => {
    const body = new URLSearchParams({
      leave: "1",
      csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
    });
    navigator.sendBeacon(data.urls.presence, body);
  });

  tree.hello = hello;
  hello();
})();
