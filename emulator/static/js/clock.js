/** The demo's clock: what it shows, and the ways to move it. */

import { api } from './api.js';
import { attempt, field } from './dialog.js';
import { button, el } from './dom.js';
import { demoNow, subscribe } from './state.js';
import { clockTime, firstOfNextMonth, fromWall, longDate, nextDayOfMonth, shortDate, toIso, toWall } from './thaitime.js';

const HOUR_S = 3600;
const REDRAW_MS = 1000;

const setTo = (ms) => attempt(() => api.clock({ now: toIso(ms) }));
const advance = (seconds) => attempt(() => api.clock({ advanceSeconds: seconds }));

/** The time in the page's head, ticking; `onOpen` shows the ways to change it. */
export function clockFace(onOpen) {
  const long = el('span', { class: 'clock-long' });
  const short = el('span', { class: 'clock-short' });
  const named = el('span', { class: 'visually-hidden', text: 'เวลาในการสาธิต ' });
  const face = el('button', { type: 'button', class: 'clock-face', title: 'เลื่อนเวลา', 'data-testid': 'clock-face', on: { click: onOpen } }, named, long, short);
  const draw = () => {
    const now = demoNow();
    const time = `${clockTime(now)} น.`;
    long.textContent = `${longDate(now)} ${time}`;
    short.textContent = `${shortDate(now)} ${time}`;
  };
  subscribe('clock', draw);
  setInterval(draw, REDRAW_MS);
  draw();
  return face;
}

export function clockPanel() {
  const said = el('p', { class: 'picked', 'aria-live': 'polite' });
  const input = el('input', { type: 'datetime-local', required: true, value: toWall(demoNow()), 'data-testid': 'clock-input' });
  const preview = () => {
    const ms = fromWall(input.value);
    said.textContent = Number.isNaN(ms) ? '' : `${longDate(ms)} ${clockTime(ms)} น.`;
  };
  input.addEventListener('input', preview);
  const leave = subscribe('clock', (now) => {
    if (document.activeElement !== input) input.value = toWall(now);
    preview();
  });
  preview();
  const submit = (event) => {
    event.preventDefault();
    setTo(fromWall(input.value));
  };
  const jump = (label, act) => button(label, act, { class: 'quiet' });
  const dayAt = (day) => jump(`วันที่ ${day} 09:00`, () => setTo(nextDayOfMonth(demoNow(), day, 9)));
  const node = el(
    'div',
    { class: 'stack' },
    el('p', { text: 'เลื่อนเวลาเพื่อดูข้อความเตือนมาถึงตามกำหนด (เวลากรุงเทพฯ)' }),
    el('form', { class: 'stack', on: { submit } }, field('วันและเวลา', input), said, el('button', { class: 'main', text: 'ตั้งเวลา', 'data-testid': 'clock-set' })),
    el(
      'div',
      { class: 'choices' },
      jump('+1 ชั่วโมง', () => advance(HOUR_S)),
      jump('+1 วัน', () => advance(24 * HOUR_S)),
      jump('วันที่ 1 เดือนหน้า 09:00', () => setTo(firstOfNextMonth(demoNow(), 9))),
      [3, 5, 6, 8].map(dayAt),
      jump('กลับสู่เวลาจริง', () => attempt(() => api.clock({ reset: true }))),
    ),
  );
  return { node, close: leave };
}
