/* Drag and drop by mouse, pen or finger (on the grip). A line shows where the goal would go, at legal places alone;
   how far the pointer stands to the right says how deep. Escape puts it back. The drop is one move request. */
"use strict";

(() => {
  const tree = globalThis.koersTree;
  if (!tree?.data.canEdit) return;
  const { box, sentence } = tree;
  const FAR = 6; // pixels before a press becomes a drag
  const DEEPER = 24; // pixels to the right that mean one level
  const EDGE = 70; // this near to the edge of the window it scrolls

  let pressed = null;
  let drag = null;
  let isJustDropped = false;

  const line = document.createElement("div");
  line.className = "drop-line";
  line.hidden = true;
  const ghost = document.createElement("div");
  ghost.className = "drag-ghost";
  ghost.hidden = true;
  document.body.append(line, ghost);

  // -- where could it go? --------------------------------------------------------------------------

  const rowAt = (y) => {
    const frame = box.getBoundingClientRect();
    const inside = Math.min(Math.max(y, frame.top + 1), frame.bottom - 1);
    return document.elementFromPoint(frame.right - 12, inside)?.closest("#goal-tree li") ?? null;
  };

  const levelAfter = (row) => (row ? tree.levelOf(row) : 1);

  /* All places in the gap between two visible rows, from the deepest to the highest: {under, after, level}. */
  const placesBetween = (above, below) => {
    if (!above) return [{ under: null, after: null, level: 1 }];
    const found = [];
    const opened = !tree.isFolded(above) || !tree.listOf(above);
    if (opened) found.push({ under: above, after: null, level: tree.levelOf(above) + 1 });
    for (let row = above; row && tree.levelOf(row) >= levelAfter(below); row = tree.parentOf(row)) {
      found.push({ under: tree.parentOf(row), after: row, level: tree.levelOf(row) });
    }
    return found;
  };

  const lastChild = (under) => tree.childrenOf(under).filter((row) => row !== drag.row).at(-1) ?? null;
  const isHome = ({ under, after }) =>
    under === tree.parentOf(drag.row) && after === (drag.row.previousElementSibling ?? null);

  const targetAt = (x, y) => {
    const over = rowAt(y);
    if (!over) return null;
    const rows = tree.visible(drag.row);
    const isOwn = drag.row.contains(over);
    const frame = tree.lineOf(isOwn ? drag.row : over).getBoundingClientRect();
    const part = (y - frame.top) / frame.height;
    if (!isOwn && part > 0.3 && part < 0.7 && tree.mayStandUnder(drag.row, over)) {
      const place = { under: over, after: lastChild(over), isOnto: true };
      return isHome(place) ? null : place;
    }
    const index = isOwn ? rows.findIndex((row) => drag.row.compareDocumentPosition(row) & 4) : rows.indexOf(over);
    const at = isOwn ? (index < 0 ? rows.length : index) : index + (part >= 0.5 ? 1 : 0);
    const wanted = drag.level + Math.round((x - drag.x) / DEEPER);
    const legal = placesBetween(rows[at - 1] ?? null, rows[at] ?? null).filter(
      (place) => tree.mayStandUnder(drag.row, place.under),
    );
    const best = legal.sort((one, other) => Math.abs(one.level - wanted) - Math.abs(other.level - wanted))[0];
    return best && !isHome(best) ? { ...best, above: rows[at - 1] ?? null } : null;
  };

  // -- what is shown -------------------------------------------------------------------------------

  const showTarget = (target) => {
    tree.box.querySelector(".drop-onto")?.classList.remove("drop-onto");
    line.hidden = !target || Boolean(target.isOnto);
    document.body.classList.toggle("drop-nowhere", !target);
    if (!target) return;
    if (target.isOnto) return tree.lineOf(target.under).classList.add("drop-onto");
    const frame = box.getBoundingClientRect();
    const edge = target.above ? tree.lineOf(target.above).getBoundingClientRect().bottom : frame.top;
    const indent = target.after
      ? tree.lineOf(target.after).getBoundingClientRect().left
      : target.under
        ? tree.lineOf(target.under).getBoundingClientRect().left + DEEPER
        : frame.left;
    line.style.top = `${edge - 2}px`;
    line.style.left = `${indent}px`;
    line.style.width = `${Math.max(40, frame.right - indent)}px`;
  };

  const follow = () => {
    drag.target = targetAt(drag.nowX, drag.nowY);
    showTarget(drag.target);
    ghost.style.transform = `translate(${drag.nowX + 14}px, ${drag.nowY + 10}px)`;
    unfoldWhenWaiting();
  };

  const unfoldWhenWaiting = () => {
    const over = drag.target?.isOnto ? drag.target.under : null;
    if (over === drag.over) return;
    clearTimeout(drag.wait);
    drag.over = over;
    if (over && tree.isFolded(over)) drag.wait = setTimeout(() => tree.fold(over, false), 600);
  };

  const scroll = () => {
    if (!drag) return;
    const by = drag.nowY < EDGE ? drag.nowY - EDGE : drag.nowY > innerHeight - EDGE ? drag.nowY - innerHeight + EDGE : 0;
    if (by) {
      scrollBy(0, by / 4);
      follow();
    }
    drag.frame = requestAnimationFrame(scroll);
  };

  // -- begin, go on, end ---------------------------------------------------------------------------

  const begin = () => {
    drag = { ...pressed, nowX: pressed.x, nowY: pressed.y, level: tree.levelOf(pressed.row), target: null, over: null };
    box.setPointerCapture(pressed.pointer);
    drag.row.classList.add("dragged");
    document.body.classList.add("is-dragging");
    ghost.textContent = tree.nameOf(drag.row);
    ghost.hidden = false;
    tree.setCurrent(drag.row);
    tree.say(sentence("picked", { goal: tree.nameOf(drag.row) }));
    drag.frame = requestAnimationFrame(scroll);
  };

  const end = () => {
    const was = drag;
    pressed = drag = null;
    if (!was) return null;
    cancelAnimationFrame(was.frame);
    clearTimeout(was.wait);
    was.row.classList.remove("dragged");
    document.body.classList.remove("is-dragging", "drop-nowhere");
    box.querySelector(".drop-onto")?.classList.remove("drop-onto");
    line.hidden = ghost.hidden = true;
    return was;
  };

  const cancel = () => {
    const was = end();
    if (was) tree.say(sentence("putBack", { goal: tree.nameOf(was.row) }));
  };

  const drop = () => {
    const { row, target } = end();
    isJustDropped = true; // the click that a browser makes of it is none
    setTimeout(() => (isJustDropped = false));
    if (!target) return tree.say(`${sentence("nowhere")} ${sentence("putBack", { goal: tree.nameOf(row) })}`);
    const position = target.isOnto ? "last" : target.after ? `after:${tree.keyOf(target.after)}` : "first";
    tree.setCurrent(row, true);
    return tree.moveTo(row, tree.keyOf(target.under), position);
  };

  box.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("li");
    const isGrip = Boolean(event.target.closest(".goal-grip"));
    if (event.button || !event.target.closest(".goal") || event.target.closest(".goal-fold")) return;
    if (event.pointerType === "touch" && !isGrip) return; // a finger on the words scrolls the page
    pressed = { row, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  });
  addEventListener("pointermove", (event) => {
    if (!pressed || event.pointerId !== pressed.pointer) return;
    if (!drag && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
    if (!drag) begin();
    drag.nowX = event.clientX;
    drag.nowY = event.clientY;
    follow();
  });
  addEventListener("pointerup", () => (drag ? drop() : (pressed = null)));
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => {
    if (!drag || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  }, { capture: true });
  addEventListener("click", (event) => {
    if (!isJustDropped) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  box.addEventListener("dragstart", (event) => event.preventDefault()); // links would be dragged by the browser

  tree.isDragging = () => Boolean(drag);
})();
