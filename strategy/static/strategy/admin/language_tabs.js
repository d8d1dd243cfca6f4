/* Makes tabs of the fieldsets of the languages (WAI-ARIA tabs, manual keys). Without it they stand one below the other.
   koersLanguageTabs(root) does it for a form that came into the page later; it opens the language shown last. */
"use strict";

let languageShown = "";

const koersLanguageTabs = (root) => {
  const links = root.querySelector(".language-links");
  const sets = [...root.querySelectorAll("fieldset.language-tab")];
  if (!links || sets.length < 2) return;
  const panels = sets.map((set) => {  // a fieldset cannot be a tabpanel itself
    const panel = document.createElement("div");
    set.before(panel);
    panel.append(set);
    return panel;
  });

  const bar = document.createElement("div");
  bar.className = "language-tabs";
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-label", links.getAttribute("aria-label"));

  const tabs = panels.map((panel, index) => {
    const heading = panel.querySelector(".fieldset-heading");
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `language-tab-${index}`;
    tab.textContent = heading.textContent;
    tab.setAttribute("role", "tab");
    panel.id ||= `language-panel-${index}`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    heading.hidden = true;
    if (panel.querySelector(".errorlist, .errors")) tab.classList.add("has-errors");
    bar.append(tab);
    return tab;
  });

  const languageOf = (panel) => panel.querySelector("[lang]")?.lang;

  const show = (chosen, focus) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
    if (!focus) return;
    languageShown = languageOf(panels[chosen]);
    tabs[chosen].focus();
  };

  bar.addEventListener("click", (event) => {
    const index = tabs.indexOf(event.target.closest("[role=tab]"));
    if (index >= 0) show(index, true);
  });
  bar.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    show(to, true);
  });

  const named = panels.findIndex((panel) => location.hash && panel.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`));
  const wrong = tabs.findIndex((tab) => tab.classList.contains("has-errors"));

  panels[0].before(bar);
  links.remove();
  const last = panels.findIndex((panel) => languageOf(panel) === languageShown);
  show(Math.max(0, [wrong, named, last].find((index) => index >= 0) ?? 0), false);
  if (wrong < 0 && named >= 0) bar.scrollIntoView();
};

addEventListener("DOMContentLoaded", () => koersLanguageTabs(document));
