/** What a person can do with a message already sent: unsend it, edit it, copy it. */

import { api } from './api.js';
import { attempt, field, notify, openDialog } from './dialog.js';
import { button, el } from './dom.js';

export function openOwnMenu(entry, phone) {
  const isText = entry.message.type === 'text';
  openDialog('ข้อความที่ส่งแล้ว', (body, close) => {
    const then = (act) => () => {
      close();
      act();
    };
    body.append(
      el(
        'div',
        { class: 'choices column' },
        button('ยกเลิกข้อความ', then(() => phone.say({ type: 'unsend', messageId: entry.messageId })), { class: 'quiet' }),
        isText && button('แก้ไขข้อความ', then(() => edit(entry, phone)), { class: 'quiet' }),
        isText && button('คัดลอก', then(() => copy(entry.message.text)), { class: 'quiet' }),
      ),
    );
  });
}

function edit(entry, phone) {
  openDialog('แก้ไขข้อความ', (body, close) => {
    const text = el('textarea', { rows: 3, required: true, 'aria-label': 'ข้อความใหม่' });
    text.value = entry.message.text;
    const submit = async (event) => {
      event.preventDefault();
      const done = await attempt(() => api.act(phone.userId, { type: 'edit', messageId: entry.messageId, text: text.value }));
      if (done) close();
    };
    body.append(el('form', { class: 'stack', on: { submit } }, field('ข้อความใหม่', text), el('div', { class: 'row end' }, el('button', { class: 'main', text: 'บันทึก' }))));
    text.focus();
  });
}

/** Copies to the clipboard and says so; where the browser forbids it, says that. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notify('คัดลอกแล้ว');
  } catch {
    notify('เบราว์เซอร์ไม่ยอมให้คัดลอก เลือกข้อความแล้วกด Ctrl+C', 'bad');
  }
}
