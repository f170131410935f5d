/** The date, time or date-and-time picker of a datetimepicker action, with its initial value and limits. */

import { openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { demoNow } from './state.js';
import { sayPicked, toWall } from './thaitime.js';

const INPUT = { date: 'date', time: 'time', datetime: 'datetime-local' };
const TITLE = { date: 'เลือกวันที่', time: 'เลือกเวลา', datetime: 'เลือกวันที่และเวลา' };

// LINE writes a datetime with `T` or `t`; the browser's input knows only `T`.
const normal = (value) => value?.replace('t', 'T');

function now(mode) {
  const wall = toWall(demoNow());
  return { date: wall.slice(0, 10), time: wall.slice(11), datetime: wall }[mode];
}

/** @returns {Promise<string|undefined>} the picked value as LINE writes it; undefined when put away */
export function openPicker(action) {
  const mode = action.mode in INPUT ? action.mode : 'date';
  const [min, max] = [normal(action.min), normal(action.max)];
  let start = normal(action.initial) ?? now(mode);
  if (min && start < min) start = min;
  if (max && start > max) start = max;

  return new Promise((resolve) => {
    let picked;
    openDialog(
      TITLE[mode],
      (body, close) => {
        const said = el('p', { class: 'picked', 'aria-live': 'polite' });
        const input = el('input', { type: INPUT[mode], min, max, required: true, value: start, 'aria-label': TITLE[mode], 'data-testid': 'picker' });
        const show = () => (said.textContent = input.validity.valid ? sayPicked(mode, input.value) : bounds(mode, min, max));
        input.addEventListener('input', show);
        const form = el('form', { class: 'stack', on: { submit: (event) => done(event) } }, input, said);
        const done = (event) => {
          event.preventDefault();
          picked = input.value;
          close();
        };
        form.append(
          el('div', { class: 'row end' }, button('ยกเลิก', close, { class: 'quiet' }), el('button', { class: 'main', text: 'ตกลง' })),
        );
        body.append(form);
        show();
      },
      { onClose: () => resolve(picked) },
    );
  });
}

function bounds(mode, min, max) {
  const from = min && `ตั้งแต่ ${sayPicked(mode, min)}`;
  const to = max && `ถึง ${sayPicked(mode, max)}`;
  return ['เลือกได้', from, to].filter(Boolean).join(' ');
}
