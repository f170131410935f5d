/** The chat of one phone: its lines, the days between them, the typing dots, and staying at the bottom. */

import { api } from './api.js';
import { button, el } from './dom.js';
import { drawEntry } from './entry.js';
import { startHint } from './hint.js';
import { entries, person, subscribe } from './state.js';
import { dayKey, longDate } from './thaitime.js';

const NEAR_BOTTOM_PX = 60;

export function chatView(phone) {
  const list = el('ol', { class: 'lines' });
  const dots = el('div', { class: 'typing', hidden: true, role: 'status', 'aria-label': 'กำลังพิมพ์' }, el('i'), el('i'), el('i'));
  const inside = el('div', { class: 'chat-inside', role: 'log', 'aria-label': 'บทสนทนา' }, list, dots);
  const scroller = el('div', { class: 'chat', tabindex: 0, role: 'region', 'aria-label': 'ช่องแชต' }, inside);
  const jump = button('', () => toBottom(), { class: 'jump', hidden: true });
  let stuck = true;
  let lastTop = 0;
  let reading = false;
  let typingTimer;

  const toBottom = () => {
    scroller.scrollTop = scroller.scrollHeight;
    stuck = true;
    markRead();
  };
  scroller.addEventListener('scroll', () => {
    const isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
    // A picture that has just loaded pushes the bottom away; only moving up is the person's own doing.
    stuck = isNear || (stuck && scroller.scrollTop >= lastTop);
    lastTop = scroller.scrollTop;
    markRead();
  }, { passive: true });
  const watcher = new ResizeObserver(() => stuck && toBottom());
  watcher.observe(inside);
  watcher.observe(scroller);

  /** Being looked at is reading: at the bottom, in a page that is in front. */
  async function markRead() {
    const unread = person(phone.userId)?.unread ?? 0;
    jump.hidden = stuck || unread === 0;
    jump.textContent = `ข้อความใหม่ ${unread} ↓`;
    if (!stuck || !unread || reading || document.visibilityState !== 'visible') return;
    reading = true;
    await api.read(phone.userId).catch(() => undefined); // the next message tries again
    reading = false;
  }

  function redraw() {
    list.replaceChildren();
    let day;
    for (const entry of entries(phone.userId)) {
      day = append(entry, day);
    }
    if (!list.querySelector('.entry.bot, .entry.person')) list.append(startHint(phone));
    if (stuck) toBottom();
  }

  function append(entry, dayBefore) {
    const drawn = drawEntry(entry, phone);
    if (!drawn) return dayBefore;
    const at = Date.parse(entry.at);
    if (dayKey(at) !== dayBefore) list.append(el('li', { class: 'day', data: { day: dayKey(at) } }, el('span', { text: longDate(at) })));
    const before = list.lastElementChild;
    if (before?.classList.contains('bot') && drawn.classList.contains('bot')) drawn.classList.add('follows');
    list.append(drawn);
    return dayKey(at);
  }

  function put(entry) {
    if (entry.from === 'bot') showTyping(0);
    const old = list.querySelector(`[data-seq="${entry.seq}"]`);
    if (entry.from === 'person') stuck = true;
    if (old || isLate(entry) || list.querySelector('.start-hint')) return redraw();
    append(entry, [...list.querySelectorAll('.day')].pop()?.dataset.day);
    if (stuck) toBottom();
    else markRead();
  }

  const isLate = (entry) => Number(list.lastElementChild?.dataset.seq ?? 0) > entry.seq;

  function showTyping(seconds) {
    clearTimeout(typingTimer);
    dots.hidden = !seconds;
    if (seconds) typingTimer = setTimeout(() => showTyping(0), seconds * 1000);
  }

  const leave = [
    subscribe(`entry:${phone.userId}`, put),
    subscribe(`reload:${phone.userId}`, redraw),
    subscribe(`typing:${phone.userId}`, showTyping),
    subscribe('state', markRead),
  ];
  document.addEventListener('visibilitychange', markRead);
  redraw();
  return {
    node: el('div', { class: 'chat-frame' }, scroller, jump),
    close() {
      leave.forEach((stop) => stop());
      watcher.disconnect();
      clearTimeout(typingTimer);
      document.removeEventListener('visibilitychange', markRead);
    },
  };
}
