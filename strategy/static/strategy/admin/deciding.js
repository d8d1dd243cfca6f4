// Says below a date what it is understood as, while it is being typed. Without this the answer comes after saving.
"use strict";
for (const output of document.querySelectorAll("output[data-understood]")) {
  const field = document.getElementById(output.htmlFor.value);
  let last = "";
  const ask = async () => {
    const text = field.value.trim();
    if (text === last) return;
    last = text;
    const answer = text && await fetch(`${output.dataset.understood}?text=${encodeURIComponent(text)}`);
    const words = answer && answer.ok ? await answer.text() : "";
    if (text === last) output.textContent = words && `${output.dataset.said} ${words}`;
  };
  field.addEventListener("input", ask);
  ask();
}
