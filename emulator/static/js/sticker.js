/** Stickers: LINE's pictures are LINE's, so a face of our own stands for each, always the same for the same id. */

import { el } from './dom.js';
import { svgNode } from './icons.js';

export const STICKERS = [
  { packageId: '446', stickerId: '1988', name: 'ยิ้ม' },
  { packageId: '446', stickerId: '1989', name: 'ดีใจ' },
  { packageId: '446', stickerId: '1990', name: 'ขอบคุณ' },
  { packageId: '446', stickerId: '1991', name: 'สงสัย' },
  { packageId: '446', stickerId: '1992', name: 'เศร้า' },
  { packageId: '446', stickerId: '1993', name: 'ง่วง' },
];

const SKINS = ['#ffd166', '#f4a7b9', '#9bd8c5', '#a8c7f0', '#d9c2f0', '#f7bf8d'];
const MOUTHS = ['M30 60 Q48 78 66 60', 'M32 58 Q48 82 64 58 Z', 'M34 64 L62 64', 'M40 66 Q48 58 56 66', 'M32 70 Q48 54 64 70', 'M42 64 a6 6 0 1 0 12 0 a6 6 0 1 0 -12 0'];
const EYES = ['M34 42h.01 M62 42h.01', 'M29 44 Q34 36 39 44 M57 44 Q62 36 67 44', 'M29 42h10 M57 42h10'];

export function stickerFace(packageId, stickerId, size = 96) {
  const seed = [...`${packageId}${stickerId}`].reduce((sum, letter) => sum * 3 + letter.charCodeAt(0), 7);
  const svg = svgNode('svg', { viewBox: '0 0 96 96', width: size, height: size, 'aria-hidden': 'true' });
  svg.append(
    svgNode('circle', { cx: 48, cy: 50, r: 40, fill: SKINS[seed % SKINS.length] }),
    svgNode('path', { d: EYES[seed % EYES.length], stroke: '#3b2f2f', 'stroke-width': 6, 'stroke-linecap': 'round', fill: 'none' }),
    svgNode('path', { d: MOUTHS[seed % MOUTHS.length], stroke: '#3b2f2f', 'stroke-width': 4, 'stroke-linecap': 'round', fill: 'none' }),
  );
  return svg;
}

export function stickerMessage(message) {
  const name = `สติกเกอร์ ${message.packageId}/${message.stickerId}`;
  return el('div', { class: 'sticker', role: 'img', 'aria-label': name, title: name }, stickerFace(message.packageId, message.stickerId));
}
