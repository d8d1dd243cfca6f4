/* Puts the screen together once all its parts are there. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree) return;
  document.querySelector(".tree-keys")?.removeAttribute("hidden");
  const chosen = tree.item(tree.chosen());
  tree.setCurrent(chosen ?? tree.visible()[0] ?? null);
  if (chosen) {
    tree.unfoldAbove(chosen);
    tree.lineOf(chosen).scrollIntoView({ block: "nearest" });
  }
  try {
    const sent = sessionStorage.getItem("koers/sent"); // saved by the form on a page of its own
    if (sent && document.querySelector(".messagelist .success")) koersKept.write(sent, {});
    sessionStorage.removeItem("koers/sent");
  } catch {
    // a browser that keeps nothing
  }
  document.documentElement.dataset.treeReady = "yes";
})();
