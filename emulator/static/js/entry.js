/** One line of a chat: whose it is, what it says, when. */

import { button, el } from './dom.js';
import { icon } from './icons.js';
import { drawMessage, isWide } from './message.js';
import { openOwnMenu } from './ownmenu.js';
import { state } from './state.js';
import { clockTime } from './thaitime.js';

const LONG_PRESS_MS = 500;

/** @returns {HTMLElement|null} null for an entry with nothing to show (a tap that says nothing) */
export function drawEntry(entry, phone) {
  if (entry.from === 'system') return line('system', entry, el('p', { text: entry.text }));
  if (entry.unsent) return line('system', entry, el('p', { text: entry.from === 'person' ? 'คุณยกเลิกข้อความแล้ว' : 'ข้อความถูกยกเลิก' }));
  if (!entry.message) return null;
  return entry.from === 'bot' ? botLine(entry, phone) : ownLine(entry, phone);
}

function line(kind, entry, ...content) {
  return el('li', { class: `entry ${kind}`, data: { seq: entry.seq, from: entry.from } }, content);
}

function botLine(entry, phone) {
  const sender = entry.message.sender ?? {};
  const name = sender.name ? `${sender.name} จาก ${state().bot.displayName}` : state().bot.displayName;
  const wide = isWide(entry.message);
  return line(
    wide ? 'bot wide' : 'bot',
    entry,
    avatar(sender.name ?? state().bot.displayName ?? '', sender.iconUrl),
    el(
      'div',
      { class: 'said' },
      el('span', { class: 'who', text: name }),
      el('div', { class: 'beside' }, drawMessage(entry.message, phone, entry), stamp(entry)),
    ),
  );
}

function ownLine(entry, phone) {
  const shown = drawMessage(entry.message, phone, entry);
  const open = () => openOwnMenu(entry, phone);
  onLongPress(shown, open);
  const more = button('จัดการข้อความ', open, { icon: icon('more', 16), class: 'own-more' });
  return line('person', entry, el('div', { class: 'beside' }, more, stamp(entry), shown));
}

function stamp(entry) {
  return el(
    'span',
    { class: 'stamp' },
    entry.edited && el('span', { text: 'แก้ไขแล้ว' }),
    entry.silent && el('span', { title: 'ส่งแบบไม่แจ้งเตือน', 'aria-label': 'ส่งแบบไม่แจ้งเตือน' }, icon('silent', 13)),
    el('time', { datetime: entry.at, text: clockTime(Date.parse(entry.at)) }),
  );
}

/** A round face: a picture where there is one, else the first letter of the name. */
export function avatar(name, url) {
  const letter = [...name.replace(/^[เแโใไ]/, '')][0] ?? '?';
  const inside = url && /^https?:/.test(url) ? el('img', { src: url, alt: '' }) : letter;
  return el('span', { class: 'avatar', 'aria-hidden': 'true', style: { '--hue': String(hue(name)) } }, inside);
}

const hue = (name) => [...name].reduce((sum, letter) => sum + letter.codePointAt(0) * 7, 0) % 360;

function onLongPress(node, act) {
  let timer;
  const stop = () => clearTimeout(timer);
  node.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse') timer = setTimeout(act, LONG_PRESS_MS);
  });
  for (const name of ['pointerup', 'pointercancel', 'pointermove', 'pointerleave']) node.addEventListener(name, stop);
  node.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    stop();
    if (!document.querySelector('dialog[open]')) act();
  });
}
