/** Taking or choosing photos. A drawn sample is offered, so that a newcomer needs no picture file at hand. */

import { openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {{camera: boolean}} how the camera gives one photo, the roll may give several
 * @returns {Promise<Blob[]>} empty when put away
 */
export function choosePhotos({ camera }) {
  return new Promise((resolve) => {
    let chosen = [];
    openDialog(
      camera ? 'ถ่ายภาพ' : 'เลือกภาพ',
      (body, close) => {
        const finish = (blobs) => {
          chosen = blobs;
          close();
        };
        const input = el('input', {
          type: 'file',
          accept: 'image/*',
          multiple: !camera,
          capture: camera && 'environment',
          class: 'visually-hidden',
          'aria-label': 'ไฟล์ภาพ',
          'data-testid': 'photo-file',
          on: { change: () => input.files.length && finish([...input.files]) },
        });
        body.append(
          el(
            'div',
            { class: 'choices column' },
            el('label', { class: 'file-choice' }, icon('photo'), el('span', { text: camera ? 'เลือกไฟล์ภาพจากเครื่อง' : 'เลือกไฟล์ภาพ (ได้หลายภาพ)' }), input),
            button('ใช้ภาพตัวอย่าง', async () => finish([await samplePhoto(1)]), { class: 'quiet' }),
            !camera && button('ใช้ภาพตัวอย่าง 3 ภาพ', async () => finish(await Promise.all([1, 2, 3].map(samplePhoto))), { class: 'quiet' }),
          ),
        );
      },
      { onClose: () => resolve(chosen) },
    );
  });
}

const WIDTH = 960;
const HEIGHT = 720;
const SKIES = ['#bfe3f5', '#f6d9b0', '#cfe6d4'];

/** A drawn field with a pond and bunds: a JPEG like a phone's. */
export function samplePhoto(number) {
  const canvas = el('canvas', { width: WIDTH, height: HEIGHT });
  const draw = canvas.getContext('2d');
  const fill = (colour, shape) => {
    draw.fillStyle = colour;
    draw.beginPath();
    shape();
    draw.fill();
  };
  fill(SKIES[number % SKIES.length], () => draw.rect(0, 0, WIDTH, HEIGHT));
  fill('#fff4c2', () => draw.arc(200 + number * 160, 130, 50, 0, 7));
  fill('#6d9b62', () => draw.ellipse(300, 420, 480, 160, 0, 0, 7));
  fill('#87b56b', () => draw.rect(0, 400, WIDTH, 320));
  fill('#5a9fc0', () => draw.ellipse(640, 540, 230 - number * 15, 90, -0.1, 0, 7));
  fill('#b08a5b', () => draw.rect(40, 480, 330, 22));
  for (let row = 0; row < 4; row += 1) {
    for (let plant = 0; plant < 9; plant += 1) fill('#3f7d3a', () => draw.arc(70 + plant * 36, 530 + row * 44, 11 + (number % 2) * 3, 0, 7));
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}
