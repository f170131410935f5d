/** Where a person writes: words, and the sheet of other things to send. */

import { button, el } from './dom.js';
import { icon } from './icons.js';
import { STICKERS, stickerFace } from './sticker.js';

const TALLEST_PX = 120;

export function composerView(phone) {
  const input = el('textarea', { rows: 1, 'aria-label': 'พิมพ์ข้อความ', placeholder: 'พิมพ์ข้อความ', 'data-testid': 'input', autocomplete: 'off' });
  const send = button('ส่ง', () => submit(), { icon: icon('send', 20), class: 'send', 'data-testid': 'send' });
  const sheet = el('div', { class: 'sheet', hidden: true });
  const more = button('ส่งอย่างอื่น', () => toggleSheet(), { icon: icon('plus'), class: 'plain', 'aria-expanded': 'false' });

  const fit = () => {
    send.disabled = input.value.trim() === '';
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, TALLEST_PX)}px`;
  };
  input.addEventListener('input', fit);
  input.addEventListener('focus', () => phone.toggleMenu(false)); // on a phone the keyboard takes the menu's place
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  async function submit() {
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    fit();
    if (await phone.say({ type: 'text', text }) || input.value) return;
    // What did not get away is not lost.
    input.value = text;
    fit();
  }

  function toggleSheet(wanted = sheet.hidden) {
    sheet.hidden = !wanted;
    more.setAttribute('aria-expanded', String(wanted));
    if (wanted) sheet.replaceChildren(things());
  }

  const thing = (label, name, act) =>
    button(label, () => {
      toggleSheet(false);
      act();
    }, { class: 'thing', icon: icon(name), showLabel: true });

  function things() {
    return el(
      'div',
      { class: 'things', role: 'group', 'aria-label': 'ส่งอย่างอื่น' },
      thing('ภาพ', 'photo', () => phone.askPhoto({ camera: false })),
      thing('กล้อง', 'camera', () => phone.askPhoto({ camera: true })),
      thing('ตำแหน่ง', 'pin', () => phone.askPlace()),
      button('สติกเกอร์', () => sheet.replaceChildren(stickers()), { class: 'thing', icon: icon('smile'), showLabel: true }),
      thing('เสียง', 'mic', () => phone.say({ type: 'audio' })),
      thing('วิดีโอ', 'video', () => phone.say({ type: 'video' })),
      thing('ไฟล์', 'file', () => chooseFile()),
    );
  }

  function stickers() {
    const pick = (sticker) => {
      toggleSheet(false);
      phone.say({ type: 'sticker', packageId: sticker.packageId, stickerId: sticker.stickerId });
    };
    return el(
      'div',
      { class: 'things', role: 'group', 'aria-label': 'สติกเกอร์' },
      STICKERS.map((sticker) => button(sticker.name, () => pick(sticker), { class: 'thing', icon: stickerFace(sticker.packageId, sticker.stickerId, 48) })),
    );
  }

  function chooseFile() {
    const picker = el('input', { type: 'file' });
    picker.addEventListener('change', async () => {
      const file = picker.files[0];
      if (file) phone.say({ type: 'file', fileName: file.name, contentBase64: await base64(file) });
    });
    picker.click();
  }

  fit();
  return {
    node: el('div', { class: 'composer' }, el('div', { class: 'composer-row' }, more, input, send), sheet),
    /** Words ready to send; the person still has to send them. */
    prefill(text) {
      input.value = text;
      fit();
      input.focus();
      input.setSelectionRange(text.length, text.length);
    },
  };
}

/** The file's bytes as Base64, without the data URL's head. */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
