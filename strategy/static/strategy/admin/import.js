/* The preview of an import: in and out without a reload, also by Alt + arrow; the focus where the work is. */
"use strict";

addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("import-form");
  if (!form) return;
  document.querySelector("[data-focus]")?.focus();

  const rows = [...form.querySelectorAll(".import-row")];
  const levelOf = (row) => row.querySelector("[name^=depth-]");
  const isLastPage = !form.querySelector(".pages [aria-current] + button");

  /** Moves a row with all below it; false where the server has to, because the branch goes on on the next page. */
  const shift = (row, by) => {
    const start = rows.indexOf(row);
    const depth = Number(levelOf(row).value);
    let end = start + 1;
    while (end < rows.length && Number(levelOf(rows[end]).value) > depth) end += 1;
    if ((end === rows.length && !isLastPage) || (start === 0 && by > 0)) return false;
    const above = start ? Number(levelOf(rows[start - 1]).value) : 0;
    if (depth + by < 1 || depth + by > above + 1) return true;
    for (const moved of rows.slice(start, end)) levelOf(moved).value = Number(levelOf(moved).value) + by;
    show();
    return true;
  };

  const show = () => {
    let above = 0;
    for (const row of rows) {
      const depth = Number(levelOf(row).value) || 1;
      row.className = row.className.replace(/depth-\d+/, `depth-${Math.min(depth, 7)}`);
      row.querySelector("[value^='out:']").disabled = depth < 2;
      if (row !== rows[0]) row.querySelector("[value^='in:']").disabled = depth > above;
      above = depth;
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest(".import-level button");
    if (button && shift(button.closest(".import-row"), button.value.startsWith("in:") ? 1 : -1)) {
      event.preventDefault();
      if (button.disabled) levelOf(button.closest(".import-row")).focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".import-row");
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (row && by && event.altKey && shift(row, by)) event.preventDefault();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("depth-")) show();
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
});
