/* The form of a goal, on its own page or beside the tree. What is typed and not saved is kept in this browser, by person,
   edition and goal, and offered back; after a conflict, choosing a text puts it into the form. */
"use strict";

const koersKept = {
  name: (key) => `koers/typed/${key}`,
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(this.name(key)));
    } catch {
      return null; // nothing there, or a browser that keeps nothing
    }
  },
  write(key, fields) {
    try {
      if (Object.keys(fields).length) localStorage.setItem(this.name(key), JSON.stringify({ at: Date.now(), fields }));
      else localStorage.removeItem(this.name(key));
    } catch {
      // a browser that keeps nothing: the form works all the same
    }
  },
};

const koersGoalForm = (root) => {
  const form = root.querySelector("#goal_form");
  const key = form?.querySelector("[data-draft]")?.dataset.draft;
  if (!key || !form.querySelector("[type=submit]")) return null;

  const fields = [...form.elements].filter(
    (field) => field.name && field.type !== "hidden" && !/^(initial-|keep-|_)/.test(field.name),
  );
  const plain = (text) => text.replace(/\r\n?/g, "\n");
  const valueOf = (field) => (field.type === "checkbox" ? String(field.checked) : plain(field.value));
  const storedOf = (field) => {
    const before = form.elements[`initial-${field.name}`]?.value ?? "";
    return field.type === "checkbox" ? String(before === "True") : plain(before);
  };
  const put = (field, value) => {
    if (field.type === "checkbox") field.checked = value === "true";
    else field.value = value;
  };
  const changed = () =>
    Object.fromEntries(
      fields.filter((field) => valueOf(field) !== storedOf(field)).map((field) => [field.name, valueOf(field)]),
    );

  // -- kept text ---------------------------------------------------------------------------------

  const offer = form.querySelector("[data-kept]");
  let waiting = 0;
  const isNew = form.querySelector("[name=revision]")?.value === "";
  const touched = new Set();
  const mine = () => {
    const now = changed();
    return isNew ? Object.fromEntries(Object.entries(now).filter(([name]) => touched.has(name))) : now;
  };
  const keep = () => {
    clearTimeout(waiting);
    const before = offer.hidden ? {} : koersKept.read(key)?.fields; // not chosen yet: both stay
    koersKept.write(key, { ...before, ...mine() });
  };
  form.addEventListener("input", (event) => {
    if (event.target.name) touched.add(event.target.name);
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  addEventListener("pagehide", () => form.isConnected && touched.size && keep());

  const labelOf = (field) => field.labels?.[0]?.textContent.replace(/:\s*$/, "").trim() ?? field.name;
  const offerBack = () => {
    const kept = koersKept.read(key);
    const differing = fields.filter((field) => kept && field.name in kept.fields && kept.fields[field.name] !== valueOf(field));
    if (!differing.length) return;
    offer.querySelector("[data-kept-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined);
    offer.querySelector("[data-kept-fields]").replaceChildren(
      ...differing.map((field) => {
        const line = document.createElement("li");
        line.textContent = `${labelOf(field)}: ${kept.fields[field.name].slice(0, 200)}`;
        return line;
      }),
    );
    offer.hidden = false;
    offer.querySelector("[data-kept-take]").onclick = () => {
      for (const field of differing) {
        put(field, kept.fields[field.name]);
        touched.add(field.name);
      }
      offer.hidden = true;
      keep();
      form.querySelector("[type=submit]").focus();
    };
    offer.querySelector("[data-kept-drop]").onclick = () => {
      offer.hidden = true;
      koersKept.write(key, mine());
      form.querySelector("[type=submit]").focus();
    };
  };
  offerBack();

  // -- a conflict --------------------------------------------------------------------------------

  for (const choice of form.querySelectorAll("[data-conflict]")) {
    const field = form.elements[choice.dataset.conflict];
    let own = valueOf(field);
    choice.addEventListener("change", (event) => {
      if (event.target.value === "theirs") {
        own = valueOf(field);
        put(field, storedOf(field));
      } else put(field, own);
      touched.add(field.name);
    });
    field.addEventListener("input", () => (choice.querySelector("[value=mine]").checked = true));
  }

  return {
    form,
    isDirty: () => Object.keys(mine()).length > 0,
    keep,
    forget: () => {
      clearTimeout(waiting);
      touched.clear();
      koersKept.write(key, {});
    },
  };
};

addEventListener("DOMContentLoaded", () => {
  if (document.getElementById("goal-tree")) return; // there tree/panel.js looks after the form
  const own = koersGoalForm(document);
  own?.form.addEventListener("submit", () => {
    own.keep();
    sessionStorage.setItem("koers/sent", own.form.querySelector("[data-draft]").dataset.draft);
  });
});
