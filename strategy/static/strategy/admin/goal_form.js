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

  const plain = (text) => text.replace(/\r\n?/g, "\n");

  /* What is typed or chosen under one name: a text, a box, or several boxes or buttons, whose ticked values it is. */
  const fieldOf = (name) => {
    const inputs = [...form.elements].filter((input) => input.name === name);
    const [first] = inputs;
    const isBox = first.type === "checkbox" && inputs.length === 1;
    const isChoice = !isBox && /^(checkbox|radio)$/.test(first.type);
    const before = form.elements[`initial-${name}`]?.value ?? "";
    const wordsOf = (input) => (input.labels?.[0] ?? input).textContent.replace(/:\s*$/, "").trim();
    return {
      name,
      stored: isBox ? String(before === "True") : plain(before),
      get value() {
        if (isBox) return String(first.checked);
        if (isChoice) return inputs.filter((input) => input.checked).map((input) => input.value).join(",");
        return plain(first.value);
      },
      set value(value) {
        if (isBox) first.checked = value === "true";
        else if (isChoice) for (const input of inputs) input.checked = value.split(",").includes(input.value);
        else first.value = value;
      },
      label: isChoice
        ? (first.closest("fieldset")?.querySelector(".fieldset-heading")?.textContent.trim() ?? name)
        : wordsOf(first),
      /* ``value`` as a person reads it. */
      inWords(value) {
        if (isBox) return value === "true" ? "✓" : "–";
        const named = isChoice ? inputs : [...(first.options ?? [])];
        const chosen = named.filter((one) => value.split(",").includes(one.value));
        return chosen.map(wordsOf).join(", ") || value;
      },
      listen: (told) => inputs.forEach((input) => input.addEventListener("input", told)),
    };
  };

  const isTyped = (input) => input.name && input.type !== "hidden" && !/^(initial-|keep-|_)/.test(input.name);
  const fields = [...new Set([...form.elements].filter(isTyped).map((input) => input.name))].map(fieldOf);
  const changed = () =>
    Object.fromEntries(fields.filter((field) => field.value !== field.stored).map((field) => [field.name, field.value]));

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

  const offerBack = () => {
    const kept = koersKept.read(key);
    const differing = fields.filter((field) => kept && field.name in kept.fields && kept.fields[field.name] !== field.value);
    if (!differing.length) return;
    offer.querySelector("[data-kept-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined);
    offer.querySelector("[data-kept-fields]").replaceChildren(
      ...differing.map((field) => {
        const line = document.createElement("li");
        line.textContent = `${field.label}: ${field.inWords(kept.fields[field.name]).slice(0, 200)}`;
        return line;
      }),
    );
    offer.hidden = false;
    offer.querySelector("[data-kept-take]").onclick = () => {
      for (const field of differing) {
        field.value = kept.fields[field.name];
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
    const field = fieldOf(choice.dataset.conflict);
    let own = field.value;
    choice.addEventListener("change", (event) => {
      if (event.target.value === "theirs") {
        own = field.value;
        field.value = field.stored;
      } else field.value = own;
      touched.add(field.name);
    });
    field.listen(() => (choice.querySelector("[value=mine]").checked = true));
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
