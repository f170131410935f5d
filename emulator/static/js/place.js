/** The phone's location sheet: three Thai places ready to send, or one's own latitude and longitude. */

import { field, openDialog } from './dialog.js';
import { button, el } from './dom.js';

const PLACES = [
  { title: 'แปลงริมแม่น้ำนครนายก', address: 'ตำบลนครนายก อำเภอเมืองนครนายก นครนายก', latitude: 14.2069, longitude: 101.2131 },
  { title: 'แปลงริมคลองรังสิต', address: 'ตำบลประชาธิปัตย์ อำเภอธัญบุรี ปทุมธานี', latitude: 13.98751, longitude: 100.61743 },
  { title: 'หาดสมิหลา', address: 'ตำบลบ่อยาง อำเภอเมืองสงขลา สงขลา', latitude: 7.21569, longitude: 100.59531 },
];

/** @returns {Promise<object|undefined>} {title?, address?, latitude, longitude}; undefined when put away */
export function askPlace() {
  return new Promise((resolve) => {
    let chosen;
    openDialog(
      'ส่งตำแหน่งที่ตั้ง',
      (body, close) => {
        const choose = (place) => {
          chosen = place;
          close();
        };
        body.append(
          el('div', { class: 'choices column' }, PLACES.map((place) => button(`${place.title} — ${place.address}`, () => choose(place), { class: 'quiet left' }))),
          ownPlace(choose),
        );
      },
      { onClose: () => resolve(chosen) },
    );
  });
}

function ownPlace(choose) {
  const number = (label, max, value) => el('input', { type: 'number', step: 'any', min: -max, max, required: true, value, 'aria-label': label });
  const latitude = number('ละติจูด', 90, 14.2069);
  const longitude = number('ลองจิจูด', 180, 101.2131);
  const submit = (event) => {
    event.preventDefault();
    choose({ title: 'ตำแหน่งที่เลือก', latitude: Number(latitude.value), longitude: Number(longitude.value) });
  };
  return el(
    'form',
    { class: 'stack', on: { submit } },
    el('p', { class: 'field-label', text: 'หรือระบุเอง' }),
    el('div', { class: 'row' }, field('ละติจูด', latitude), field('ลองจิจูด', longitude)),
    el('div', { class: 'row end' }, el('button', { class: 'main', text: 'ส่งตำแหน่ง' })),
  );
}
