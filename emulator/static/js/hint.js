/** Three lines for somebody who sees this page for the first time. */

import { button, el } from './dom.js';
import { icon } from './icons.js';
import { openScan } from './scan.js';

export function startHint(phone) {
  return el(
    'li',
    { class: 'start-hint' },
    el('h3', { text: 'เริ่มอย่างไร' }),
    el(
      'ol',
      {},
      el('li', { text: 'กด “สแกน QR” แล้วเลือกคิวอาร์ของหน่วยงาน' }),
      el('li', { text: 'กดส่งข้อความที่ขึ้นมาให้ในช่องพิมพ์' }),
      el('li', { text: 'ตอบน้องรายงานด้วยปุ่ม หรือพิมพ์ก็ได้' }),
    ),
    button('สแกน QR', () => openScan(phone), { class: 'main', icon: icon('qr', 18), showLabel: true }),
  );
}
