/** Faults on order: a button for everything that can go wrong between LINE, the bot and a phone. */

import { api } from './api.js';
import { attempt, field } from './dialog.js';
import { button, el, replace } from './dom.js';
import { state, subscribe } from './state.js';

const GROUPS = [
  {
    title: 'เมื่อบอตเรียก LINE',
    kinds: { slow: 'ตอบช้า', error500: 'ตอบ 500', html503: 'ตอบ 503 เป็นหน้าเว็บ', cut: 'รับแล้วตัดสาย', rate429: '429 เรียกถี่เกินไป', quota429: '429 โควตาหมด' },
  },
  {
    title: 'เมื่อ LINE ส่งเหตุการณ์ให้บอต',
    kinds: { duplicate: 'ส่งซ้ำ', outOfOrder: 'สลับลำดับ', redeliver: 'ส่งใหม่ (redelivery)', poison: 'แทรกเหตุการณ์เสีย', drop: 'ทิ้งเหตุการณ์' },
  },
  {
    title: 'เมื่อบอตดึงภาพหรือไฟล์',
    kinds: { content202: 'ยังเตรียมไม่เสร็จ (202)', content404: 'ไม่พบ (404)', content410: 'ยกเลิกไปแล้ว (410)', contentCut: 'ขาดกลางทาง' },
  },
];

const NAMES = Object.assign({ redelivery: 'ส่งใหม่อัตโนมัติ' }, ...GROUPS.map((group) => group.kinds));
const REDELIVERIES = 3;

export function faultsPanel() {
  const count = el('input', { type: 'number', min: 0, max: 999, value: 1, required: true, 'data-testid': 'fault-count' });
  const seconds = el('input', { type: 'number', min: 0, max: 120, step: 0.5, value: 3 });
  const path = el('input', { type: 'text', placeholder: '/v2/bot/message/push' });
  const waiting = el('div', { class: 'stack', 'aria-live': 'polite' });

  const order = (kind) =>
    attempt(() =>
      api.addFault({
        kind,
        count: Number(count.value),
        ...(kind === 'slow' ? { seconds: Number(seconds.value) } : {}),
        ...(path.value.trim() ? { path: path.value.trim() } : {}),
      }),
    );
  const isOn = () => state().faults.some((fault) => fault.kind === 'redelivery');
  const redelivery = el('input', { type: 'checkbox' });
  redelivery.addEventListener('change', () => attempt(() => api.addFault({ kind: 'redelivery', count: redelivery.checked ? REDELIVERIES : 0 })));

  const draw = () => {
    redelivery.checked = isOn();
    const orders = state().faults.filter((fault) => fault.kind !== 'redelivery');
    replace(
      waiting,
      orders.map((fault) => el('p', { class: 'fault-order', text: said(fault) })),
      state().faults.length > 0 && button('ล้างทั้งหมด', () => attempt(api.clearFaults), { class: 'quiet danger' }),
    );
  };
  const leave = subscribe('state', draw);
  draw();

  const node = el(
    'div',
    { class: 'stack' },
    el('p', { text: 'สั่งให้เกิดปัญหา แล้วดูว่าบอตรับมืออย่างไร' }),
    el('div', { class: 'row' }, field('กี่ครั้ง (0 = จนกว่าจะล้าง)', count), field('วินาที (ตอบช้า)', seconds)),
    field('เฉพาะเส้นทางที่ขึ้นต้นด้วย', path),
    GROUPS.map((group) =>
      el('fieldset', {}, el('legend', { text: group.title }), el('div', { class: 'choices' }, Object.entries(group.kinds).map(([kind, name]) => button(name, () => order(kind), { class: 'quiet', 'data-kind': kind })))),
    ),
    el('label', { class: 'check' }, redelivery, el('span', { text: 'ส่งใหม่อัตโนมัติเมื่อบอตรับไม่สำเร็จ' })),
    waiting,
  );
  return { node, close: leave };
}

function said(fault) {
  const times = fault.count ? `อีก ${fault.count} ครั้ง` : 'จนกว่าจะล้าง';
  return [NAMES[fault.kind] ?? fault.kind, times, fault.path].filter(Boolean).join(' · ');
}
