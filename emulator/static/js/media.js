/** Pictures, video, sound and files. A picture that cannot be loaded says so instead of vanishing. */

import { contentUrl } from './api.js';
import { openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { pictureUrl } from './flex_values.js';
import { icon } from './icons.js';

/** An <img> for an address a bot sent; `ours` admits the emulator's own paths. */
export function picture(url, alt, { ours = false } = {}) {
  const source = ours ? url : pictureUrl(url);
  const image = el('img', { alt, loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  const broken = () => {
    image.classList.add('broken');
    image.alt = alt || 'โหลดภาพไม่ได้';
  };
  image.addEventListener('error', broken, { once: true });
  if (source) image.src = source;
  else broken();
  return image;
}

export function imageMessage(message, phone, entry) {
  const ours = entry.from === 'person';
  const small = ours ? contentUrl(entry.messageId, true) : message.previewImageUrl;
  const large = ours ? contentUrl(entry.messageId) : message.originalContentUrl;
  const image = picture(small, 'ภาพ', { ours });
  const open = () => openDialog('ภาพ', (body) => body.append(picture(large, 'ภาพขนาดเต็ม', { ours })), { wide: true });
  return button('เปิดภาพ', open, { class: 'photo', icon: image });
}

export function openVideo(url, ours = false) {
  openDialog('วิดีโอ', (body) => body.append(el('video', { src: ours ? url : pictureUrl(url), controls: true, class: 'full' })), { wide: true });
}

export function videoMessage(message, phone, entry) {
  const ours = entry.from === 'person';
  const open = () => openVideo(ours ? contentUrl(entry.messageId) : message.originalContentUrl, ours);
  const still = ours ? el('span', { class: 'still', text: 'วิดีโอ' }) : picture(message.previewImageUrl, '');
  return el('button', { type: 'button', class: 'video-still alone', 'aria-label': 'เล่นวิดีโอ', on: { click: open } }, still, el('span', { class: 'play', text: '▶' }));
}

export function audioMessage(message) {
  const seconds = Math.round((message.duration ?? 0) / 1000);
  const label = seconds ? `ข้อความเสียง ${seconds} วินาที` : 'ข้อความเสียง';
  return el('div', { class: 'bubble with-icon' }, icon('wave'), el('span', { text: label }));
}

export function fileMessage(message) {
  const size = message.fileSize ? ` (${Math.max(1, Math.round(message.fileSize / 1024)).toLocaleString('th-TH')} KB)` : '';
  return el('div', { class: 'bubble with-icon' }, icon('file'), el('span', { text: `${message.fileName ?? 'ไฟล์'}${size}` }));
}
