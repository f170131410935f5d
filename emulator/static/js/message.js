/** One message object, of any type, as what stands in the chat. */

import { el } from './dom.js';
import { flexMessage } from './flex.js';
import { icon } from './icons.js';
import { imagemapMessage } from './imagemap.js';
import { audioMessage, fileMessage, imageMessage, videoMessage } from './media.js';
import { stickerMessage } from './sticker.js';
import { templateMessage } from './template.js';
import { textMessage, textV2Message } from './text.js';

const DRAW = {
  text: textMessage,
  textV2: textV2Message,
  image: imageMessage,
  video: videoMessage,
  audio: audioMessage,
  file: fileMessage,
  location: locationMessage,
  sticker: stickerMessage,
  imagemap: imagemapMessage,
  template: templateMessage,
  flex: flexMessage,
};

/** Types drawn without a bubble of words round them: their time stands below, not beside. */
export const isWide = (message) => ['flex', 'template', 'imagemap'].includes(message?.type);

/** One message that cannot be drawn is said to be so; it must not take the rest of the chat with it. */
export function drawMessage(message, phone, entry) {
  try {
    return DRAW[message.type](message, phone, entry);
  } catch (error) {
    console.warn('message cannot be drawn', error);
    return el('div', { class: 'bubble words', text: `[แสดงไม่ได้: ${message?.type ?? 'ข้อความว่าง'}]` });
  }
}

function locationMessage(message) {
  const { latitude, longitude } = message;
  const map = `https://www.openstreetmap.org/?mlat=${Number(latitude)}&mlon=${Number(longitude)}#map=15/${Number(latitude)}/${Number(longitude)}`;
  return el(
    'a',
    { class: 'place-card', href: map, target: '_blank', rel: 'noopener noreferrer' },
    el('span', { class: 'place-map', 'aria-hidden': 'true' }, icon('pin', 30)),
    el('strong', { text: message.title || 'ตำแหน่งที่ตั้ง' }),
    message.address && el('span', { text: message.address }),
    el('small', { text: `${latitude}, ${longitude}` }),
  );
}
