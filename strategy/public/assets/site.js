// Progressive enhancement only: every page works without this file. No dependencies.
(() => {
  const d = document;
  const all = (selector, root = d) => [...root.querySelectorAll(selector)];
  const boxes = all('details.amb');
  const live = d.getElementById('status');
  const say = text => { if (live) live.textContent = text || ''; };

  d.addEventListener('click', event => {
    const button = event.target.closest('[data-act]');
    if (!button) return;
    const act = button.dataset.act;
    if (act === 'expand' || act === 'collapse') { boxes.forEach(box => { box.open = act === 'expand'; }); say(button.dataset.say); }
    if (act === 'print') print();
    if (act === 'share') share(button);
  });

  async function share(button) {
    const url = location.href;
    try {
      if (navigator.share && matchMedia('(pointer:coarse)').matches) await navigator.share({ title: d.title, url });
      else {
        await navigator.clipboard.writeText(url);
        button.querySelector('.nl-button__label').textContent = button.dataset.done;
        say(button.dataset.done);
      }
    } catch { /* the visitor closed the sheet */ }
  }

  // language menu: Escape and a click outside close it
  all('details.lang').forEach(menu => {
    menu.addEventListener('keydown', event => {
      if (event.key === 'Escape' && menu.open) { menu.open = false; menu.querySelector('summary').focus(); }
    });
    d.addEventListener('click', event => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // a deep link opens what holds it (for browsers that do not do so themselves), also where a search has hidden it
  let showAll = () => {};
  const reveal = () => {
    const target = location.hash.length > 1 && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest('.goal[hidden]')) showAll();
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  d.addEventListener('click', event => { if (event.target.closest('a')?.hash === location.hash) reveal(); });
  if (location.hash) reveal();

  // print: everything open, then as it was
  let before;
  addEventListener('beforeprint', () => { before = boxes.map(box => box.open); boxes.forEach(box => { box.open = true; }); });
  addEventListener('afterprint', () => before && boxes.forEach((box, index) => { box.open = before[index]; }));

  // search as you type: the same rules as strategy/public/filtering.py
  const form = d.querySelector('[data-filter]');
  if (!form) return;
  const input = form.querySelector('input');
  const LETTERS = { æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th' };
  const foldLetter = letter => [...letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()].map(part => LETTERS[part] || part).join('');
  const fold = text => [...text].map(foldLetter).join('');
  const own = goal => [...goal.children].filter(child => child.matches('.goal__own, .ref, .tile'));
  const texts = goal => all('[data-text], .prose p, .verse p, .quotation p', goal.querySelector('.goal__own'));
  const goals = all('.goal');
  const textOf = new Map(goals.map(goal => [goal, fold(own(goal).map(part => part.textContent).join(' '))]));
  const opened = new Map(boxes.map(box => [box, box.open]));

  function keep(goal, words, above, below) {
    const text = textOf.get(goal), path = above + ' ' + text;
    const match = words.every(word => path.includes(word)) && words.some(word => text.includes(word));
    let count = +match, shown = below || match;
    all('.goal', goal).filter(child => child.parentElement.closest('.goal') === goal).forEach(child => {
      const [inside, visible] = keep(child, words, path, below || match);
      count += inside;
      shown = shown || visible;
    });
    goal.hidden = !shown;
    texts(goal).forEach(place => mark(place, words));
    return [count, shown];
  }

  function run() {
    const words = [...new Set(fold(input.value.trim()).split(/\s+/).filter(Boolean))];
    let found = 0;
    if (!words.length) goals.forEach(goal => { goal.hidden = false; texts(goal).forEach(place => mark(place, [])); });
    else goals.filter(goal => !goal.parentElement.closest('.goal')).forEach(goal => { found += keep(goal, words, '', false)[0]; });
    boxes.forEach(box => {
      box.open = words.length ? true : opened.get(box);
      box.hidden = words.length > 0 && !box.querySelector('.goal:not([hidden])');
    });
    say(!words.length ? '' : found ? form.dataset.found.replace('%(count)s', found) : form.dataset.none);
  }

  function mark(place, words) {
    all('mark', place).forEach(old => old.replaceWith(...old.childNodes));
    place.normalize();
    if (!words.length) return;
    const walker = d.createTreeWalker(place, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(node => markText(node, words));
  }

  function markText(node, words) {
    const text = node.data, origin = [];
    let plain = '', index = 0;
    for (const letter of text) {
      for (const part of foldLetter(letter)) { plain += part; origin.push([index, index + letter.length]); }
      index += letter.length;
    }
    const places = words.flatMap(word => {
      const found = [];
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) found.push([origin[at][0], origin[at + word.length - 1][1]]);
      return found;
    }).sort((one, other) => one[0] - other[0]);
    if (!places.length) return;
    const pieces = d.createDocumentFragment();
    let end = 0;
    for (const [start, stop] of places) {
      if (start < end) continue;
      const mark = d.createElement('mark');
      mark.textContent = text.slice(start, stop);
      pieces.append(text.slice(end, start), mark);
      end = stop;
    }
    pieces.append(text.slice(end));
    node.replaceWith(pieces);
  }

  showAll = () => { input.value = ''; run(); };
  let timer;
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 150); });
  form.addEventListener('submit', event => { event.preventDefault(); run(); });
})();
