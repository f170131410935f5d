/** What can be done with a person: rename, block and unblock, copy the conversation, put the phone away. */

import { api } from './api.js';
import { attempt, field, openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { openTranscript } from './transcript.js';

export function openOwnerMenu(phone) {
  const who = phone.person();
  openDialog(who.displayName, (body, close) => {
    const then = (act) => () => {
      close();
      act();
    };
    const reachable = who.friend && !who.blocked;
    body.append(
      el(
        'div',
        { class: 'choices column' },
        button('คัดลอกเป็นบททดสอบ', then(() => openTranscript(who.userId)), { class: 'quiet' }),
        !reachable && button(who.blocked ? 'เลิกบล็อก' : 'เพิ่มเพื่อน', then(() => phone.say({ type: 'follow' })), { class: 'quiet' }),
        reachable && button('บล็อกบัญชีนี้', then(() => phone.say({ type: 'unfollow' })), { class: 'quiet danger' }),
        button('เก็บโทรศัพท์เครื่องนี้', then(phone.hide), { class: 'quiet' }),
      ),
      renameForm(who, close),
      el('p', { class: 'field-hint', text: `รหัสผู้ใช้ ${who.userId}` }),
    );
  });
}

function renameForm(who, close) {
  const name = el('input', { type: 'text', required: true, maxlength: 60, value: who.displayName });
  const submit = async (event) => {
    event.preventDefault();
    if (await attempt(() => api.changePerson(who.userId, { displayName: name.value.trim() }))) close();
  };
  return el('form', { class: 'stack', on: { submit } }, field('ชื่อที่แสดง', name), el('div', { class: 'row end' }, el('button', { class: 'quiet', text: 'เปลี่ยนชื่อ' })));
}

/** A new person; `then(userId)` is called once there is one. */
export function openAddPerson(count, then) {
  openDialog('เพิ่มคน', (body, close) => {
    const name = el('input', { type: 'text', required: true, maxlength: 60, value: `เจ้าหน้าที่ ${count + 1}` });
    const pc = el('input', { type: 'checkbox' });
    const submit = async (event) => {
      event.preventDefault();
      const made = await attempt(() => api.addPerson({ displayName: name.value.trim(), isPC: pc.checked }));
      if (!made) return;
      close();
      then(made.userId);
    };
    body.append(
      el(
        'form',
        { class: 'stack', on: { submit } },
        field('ชื่อที่แสดง', name),
        el('label', { class: 'check' }, pc, el('span', { text: 'ใช้ LINE บนคอมพิวเตอร์ (ไม่มีเมนูและปุ่มตอบด่วน)' })),
        el('div', { class: 'row end' }, el('button', { class: 'main', text: 'เพิ่ม' })),
      ),
    );
    name.select();
  });
}
