/** What went over the wire: the bot's API calls (refused ones in red, with path and reason), LINE's webhooks, mails. */

import { api } from './api.js';
import { el } from './dom.js';
import { openChats, subscribe } from './state.js';
import { clockTime } from './thaitime.js';

const MOST_LINES = 300;
const SETTLE_MS = 300;

/** Reads whatever is new each time something happens, and shows it newest first. */
function logView(read, draw, empty) {
  const list = el('ol', { class: 'log' });
  const none = el('p', { class: 'field-hint', text: empty });
  const node = el('div', { class: 'stack' }, none, list);
  let last = 0;
  let timer;
  let closed = false;

  async function load() {
    const lines = await read(last).catch(() => []);
    if (closed) return;
    for (const line of lines) {
      if (line.n <= last) continue;
      last = line.n;
      list.prepend(draw(line));
    }
    while (list.children.length > MOST_LINES) list.lastElementChild.remove();
    none.hidden = list.children.length > 0;
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(load, SETTLE_MS);
  };
  const leave = ['call', 'state', ...openChats().map((id) => `entry:${id}`)].map((topic) => subscribe(topic, soon));
  load();
  return {
    node,
    close() {
      closed = true;
      clearTimeout(timer);
      leave.forEach((stop) => stop());
    },
  };
}

const folded = (summary, value) => value !== undefined && value !== null && el('details', {}, el('summary', { text: summary }), el('pre', { text: pretty(value) }));
const pretty = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
const at = (line) => clockTime(Date.parse(line.at));

export const callsPanel = () => logView(async (after) => (await api.log(after)).calls, drawCall, 'ยังไม่มีการเรียก');

function drawCall(line) {
  const refused = line.status >= 400 || line.refusals?.length > 0;
  return el(
    'li',
    { class: refused ? 'log-line bad' : 'log-line' },
    el('p', { class: 'log-head' }, el('b', { text: String(line.status ?? 'ตัดสาย') }), ` ${line.method} ${line.path}`, el('time', { text: at(line) })),
    (line.refusals ?? []).map((refusal) => el('p', { class: 'refusal' }, el('code', { text: refusal.property || '—' }), ` ${refusal.message}`)),
    folded('ที่ส่งมา', line.body),
    folded('ที่ตอบไป', line.answer),
  );
}

export const webhooksPanel = () => logView(async (after) => (await api.webhooks(after)).webhooks, drawWebhook, 'ยังไม่มีการส่งเหตุการณ์');

function drawWebhook(line) {
  const good = line.status >= 200 && line.status < 300;
  const kinds = (line.events ?? []).map((event) => event?.message?.type ?? event?.type ?? '?').join(', ');
  return el(
    'li',
    { class: good ? 'log-line' : 'log-line bad' },
    el('p', { class: 'log-head' }, el('b', { text: String(line.status ?? '—') }), ` ${kinds || 'ไม่มีเหตุการณ์'} · ${line.ms ?? '—'} ms`, el('time', { text: at(line) })),
    !good && el('p', { class: 'refusal', text: line.reason ?? '' }),
    folded('เหตุการณ์', line.events),
  );
}

export const mailsPanel = () => logView(async (after) => (await api.mails(after)).mails, drawMail, 'ยังไม่มีอีเมล เมื่อขอรหัสทางอีเมล จะเห็นที่นี่');

function drawMail(line) {
  return el(
    'li',
    { class: 'log-line mail' },
    el('p', { class: 'log-head' }, el('b', { text: line.subject }), el('time', { text: at(line) })),
    el('p', { class: 'log-head', text: `ถึง ${line.to}` }),
    el('pre', { text: line.text }),
  );
}
