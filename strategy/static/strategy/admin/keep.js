/* Ticking which goals go on: a goal that is dropped takes along what stands below it, one that is kept what it stands under.
   Without this script the server does the first, and the page says so. */
"use strict";

addEventListener("DOMContentLoaded", () => {
  const boxes = [...document.querySelectorAll(".keep-tree input")];
  const level = (box) => Number(box.dataset.level);
  for (const [index, box] of boxes.entries()) {
    box.addEventListener("change", () => {
      for (let next = index + 1; next < boxes.length && level(boxes[next]) > level(box); next += 1) {
        boxes[next].checked = box.checked;
      }
      let depth = level(box);
      for (let above = index - 1; box.checked && above >= 0 && depth > 1; above -= 1) {
        if (level(boxes[above]) >= depth) continue;
        depth = level(boxes[above]);
        boxes[above].checked = true;
      }
    });
  }
});
