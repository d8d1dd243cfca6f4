/* The page "move to…", where there is no screen of the tree around it: filters its list while somebody types. */
"use strict";

addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-filters]")) {
    const items = [...document.getElementById(field.dataset.filters).children];
    field.addEventListener("input", () => {
      const words = field.value.trim().toLocaleLowerCase();
      for (const item of items) {
        item.hidden = !item.textContent.toLocaleLowerCase().includes(words) && !item.querySelector(":checked");
      }
    });
  }
});
