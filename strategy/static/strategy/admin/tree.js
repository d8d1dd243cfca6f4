/* The tree's pages: brings the focus back to the goal that was moved, and filters lists while somebody types. */
"use strict";

addEventListener("DOMContentLoaded", () => {
  document.querySelector(".goal-here")?.focus();

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
