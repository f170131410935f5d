/** The desk: which people's phones are out, side by side, and the row of names to choose them by. */

import { button, el } from './dom.js';
import { icon } from './icons.js';
import { openAddPerson } from './owner.js';
import { createPhone } from './phone.js';
import { state, subscribe } from './state.js';

const REMEMBERED = 'emulator.shown';
const PHONE_WIDTH_PX = 400;

export function deskView() {
  const row = el('main', { class: 'phones', 'aria-label': 'โทรศัพท์' });
  const names = el('nav', { class: 'names', 'aria-label': 'เลือกคน' });
  const phones = new Map();
  let chosen = remembered(); // null: not chosen yet, the first ones are shown

  function wanted() {
    const people = state().people;
    const alive = chosen?.filter((userId) => people.some((p) => p.userId === userId)) ?? [];
    if (alive.length) return alive;
    const fits = Math.max(1, Math.min(3, Math.floor(row.clientWidth / PHONE_WIDTH_PX)));
    return people.slice(0, fits).map((p) => p.userId);
  }

  function draw() {
    const people = state().people;
    const out = wanted();
    for (const [userId, phone] of phones) {
      if (out.includes(userId)) continue;
      phone.close();
      phones.delete(userId);
    }
    const inOrder = people.filter((p) => out.includes(p.userId));
    for (const { userId } of inOrder) {
      if (phones.has(userId)) continue;
      phones.set(userId, createPhone(userId, show, hide));
      const next = inOrder.slice(inOrder.findIndex((p) => p.userId === userId) + 1).find((p) => phones.has(p.userId));
      row.insertBefore(phones.get(userId).node, next ? phones.get(next.userId).node : null);
    }
    row.classList.toggle('empty', people.length === 0);
    drawNames(people);
  }

  let namesDrawn = '';
  function drawNames(people) {
    const now = JSON.stringify(people.map((p) => [p.userId, p.displayName, p.unread, phones.has(p.userId)]));
    if (now === namesDrawn) return;
    namesDrawn = now;
    const focused = names.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
    names.replaceChildren(...people.map(nameButton), addButton());
    if (focused !== undefined) names.querySelector(`[data-name="${focused}"]`)?.focus();
  }

  function nameButton(who) {
    const out = phones.has(who.userId);
    const toggle = () => (out ? hide(who.userId) : show(who.userId));
    return el(
      'button',
      { type: 'button', class: 'name', 'aria-pressed': String(out), data: { name: who.userId }, on: { click: toggle } },
      who.displayName,
      who.unread > 0 && el('span', { class: 'badge', text: String(who.unread), 'aria-label': `ยังไม่อ่าน ${who.unread}` }),
    );
  }

  const addButton = () =>
    button('เพิ่มคน', () => openAddPerson(state().people.length, show), { class: 'name add', icon: icon('plus', 16), showLabel: true, 'data-name': '' });

  function choose(list) {
    chosen = list;
    localStorage.setItem(REMEMBERED, JSON.stringify(list));
    draw();
  }

  /** Brings a phone out (if it is not) and into view. */
  function show(userId) {
    if (!phones.has(userId)) choose([...new Set([...phones.keys(), userId])]);
    const phone = phones.get(userId);
    phone?.node.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
    return phone;
  }

  const hide = (userId) => choose([...phones.keys()].filter((id) => id !== userId));

  subscribe('state', draw);
  return { row, names, phones, show };
}

/** `?show=UID,UID` in the address wins over what this browser showed last. */
function remembered() {
  const asked = new URLSearchParams(location.search).get('show');
  if (asked) return asked.split(',');
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED));
  } catch {
    return null;
  }
}
