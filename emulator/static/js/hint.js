/** What to do in a chat that is still empty, for somebody who sees this page for the first time. */

import { button, el } from './dom.js';
import { icon } from './icons.js';
import { openScan } from './scan.js';
import { entries, person } from './state.js';

export function startHint(phone) {
  // Whoever was a friend before the demo began has joined already; whoever has just become one is about to.
  const isOldFriend = person(phone.userId)?.friend && entries(phone.userId).length === 0;
  return el('li', { class: 'start-hint' }, isOldFriend ? forMember(phone) : forNewcomer(phone));
}

function forMember(phone) {
  return [
    el('p', { text: 'เป็นเพื่อนกับบัญชีนี้แล้ว ยังไม่มีข้อความ' }),
    button('พิมพ์ “เมนู”', () => phone.prefill('เมนู'), { class: 'quiet' }),
  ];
}

function forNewcomer(phone) {
  return [
    el('h3', { text: 'เริ่มอย่างไร' }),
    el(
      'ol',
      {},
      el('li', { text: 'กด “สแกน QR” แล้วเลือกคิวอาร์ของหน่วยงาน' }),
      el('li', { text: 'กดส่งข้อความที่ขึ้นมาให้ในช่องพิมพ์' }),
      el('li', { text: 'ตอบน้องรายงานด้วยปุ่ม หรือพิมพ์ก็ได้' }),
    ),
    button('สแกน QR', () => openScan(phone), { class: 'main', icon: icon('qr', 18), showLabel: true }),
  ];
}
