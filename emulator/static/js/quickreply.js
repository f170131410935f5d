/** Quick replies: under the newest message, gone on a tap or on any new message, never on PC. */

import { actionName, perform } from './actions.js';
import { el } from './dom.js';
import { picture } from './media.js';
import { entries, person, subscribe } from './state.js';

// These open something first; the buttons stay until the person has really sent it.
const WAITS_FOR_DATA = new Set(['camera', 'cameraRoll', 'location', 'datetimepicker']);

export function quickReplyView(phone) {
  const strip = el('div', { class: 'quick', role: 'group', 'aria-label': 'ปุ่มตอบด่วน', hidden: true });
  let usedSeq = 0;
  let shownSeq = 0;

  function current() {
    const who = person(phone.userId);
    if (!who || who.isPC || who.blocked || who.quickReplyVisible === false) return undefined;
    const newest = entries(phone.userId).filter((entry) => entry.from !== 'system' && entry.message && !entry.unsent).pop();
    return newest?.quickReply?.items?.length && newest.seq !== usedSeq ? newest : undefined;
  }

  function draw() {
    const entry = current();
    if ((entry?.seq ?? 0) === shownSeq) return;
    shownSeq = entry?.seq ?? 0;
    strip.hidden = !entry;
    strip.replaceChildren(...(entry?.quickReply.items ?? []).map((item) => item.action && chip(item, entry.seq)).filter(Boolean));
    strip.scrollLeft = 0;
  }

  function chip(item, seq) {
    const tap = async () => {
      const waits = WAITS_FOR_DATA.has(item.action.type);
      if (!waits) use(seq);
      if ((await perform(item.action, phone)) && waits) use(seq);
    };
    const image = item.imageUrl && picture(item.imageUrl, '');
    return el('button', { type: 'button', class: 'quick-chip', on: { click: tap } }, image, actionName(item.action));
  }

  function use(seq) {
    usedSeq = seq;
    draw();
  }

  const leave = ['state', `entry:${phone.userId}`, `reload:${phone.userId}`].map((topic) => subscribe(topic, draw));
  draw();
  return { node: strip, close: () => leave.forEach((stop) => stop()) };
}
