/** A row that is swiped; for mouse and keyboard it has a button at each end. */

import { button, el } from './dom.js';
import { icon } from './icons.js';

export function carousel(items) {
  const row = el('div', { class: 'carousel-row', tabindex: 0, role: 'group', 'aria-label': `เลื่อนดูได้ ${items.length} ใบ` }, items);
  const move = (direction) => row.scrollBy({ left: direction * ((items[0]?.offsetWidth ?? 200) + 8), behavior: 'smooth' });
  const back = button('ก่อนหน้า', () => move(-1), { icon: icon('left', 18), class: 'carousel-end left' });
  const forth = button('ถัดไป', () => move(1), { icon: icon('right', 18), class: 'carousel-end right' });
  const ends = () => {
    back.hidden = row.scrollLeft < 4;
    forth.hidden = row.scrollLeft + row.clientWidth > row.scrollWidth - 4;
  };
  row.addEventListener('scroll', ends, { passive: true });
  new ResizeObserver(ends).observe(row);
  return el('div', { class: 'carousel', role: 'group' }, row, back, forth);
}
