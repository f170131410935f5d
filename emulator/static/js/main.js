/** Puts the page together and starts listening. */

import { clockFace } from './clock.js';
import { deskView } from './desk.js';
import { el } from './dom.js';
import { drawerView } from './drawer.js';
import { notesView } from './notes.js';
import { state, subscribe } from './state.js';
import { follow } from './stream.js';

const drawer = drawerView();
const desk = deskView();
const lost = el('p', { class: 'lost', role: 'status', hidden: true, text: 'ขาดการติดต่อกับโปรแกรมจำลอง กำลังต่อใหม่…' });
const nobody = el('p', { class: 'nobody', hidden: true, text: 'ยังไม่มีใครในการสาธิต กด “เพิ่มคน” เพื่อเริ่ม' });

document.body.replaceChildren(
  el(
    'header',
    { class: 'top' },
    el('h1', { text: 'LINE จำลอง' }),
    clockFace(() => drawer.toggle('clock')),
    drawer.tools,
    desk.names,
  ),
  lost,
  notesView(desk.show),
  el('div', { class: 'stage' }, nobody, desk.row, drawer.node),
);

subscribe('link', (connected) => {
  lost.hidden = connected;
});
subscribe('state', () => {
  nobody.hidden = state().people.length > 0;
});
follow();
