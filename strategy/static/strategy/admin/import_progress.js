/* The page of an import at work: brings its progress up to date every second, and goes on where the work has ended. */
"use strict";

addEventListener("DOMContentLoaded", () => {
  let here = document.getElementById("import-progress");

  const update = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.getElementById("import-progress");
      if (!there || there.dataset.atWork !== "yes") return location.reload();
      // the bar and the sentence alone: a button that has the focus keeps it
      for (const part of ["#import-stage", ".import-bar", ".import-steps"]) {
        const now = here.querySelector(part);
        const then = there.querySelector(part);
        if (now.innerHTML !== then.innerHTML) now.innerHTML = then.innerHTML;
      }
    } catch {
      // the network is away for a moment; the next turn tries again
    }
    setTimeout(update, 1000);
  };

  if (here?.dataset.atWork === "yes") setTimeout(update, 1000);
});
