/** Flex text: one line with an ellipsis, or wrapped and clamped; spans; shrinking to fit. */

import { el, setStyle } from './dom.js';
import { colour, size, textSize } from './flex_values.js';
import { tappable } from './tappable.js';

const GRAVITY = { top: 'flex-start', center: 'center', bottom: 'flex-end' };
const SMALLEST_PX = 8;

export function flexText(node, phone) {
  const words = el('div', { class: node.wrap ? 'fx-words fx-wrap' : 'fx-words' });
  if (node.contents?.length) words.append(...node.contents.map(span));
  else words.textContent = node.text ?? '';
  setStyle(words, {
    ...look(node),
    fontSize: textSize(node.size),
    textAlign: node.align,
    lineHeight: node.lineSpacing && `calc(1.5em + ${size(node.lineSpacing)})`,
  });
  if (node.wrap && node.maxLines) {
    words.classList.add('fx-clamped');
    words.style.webkitLineClamp = node.maxLines;
  }
  if (node.adjustMode === 'shrink-to-fit' && !node.wrap) shrinkToFit(words);
  const shown = el('div', { class: 'fx-text', style: { justifyContent: GRAVITY[node.gravity] } }, words);
  return tappable(shown, node.action, phone);
}

function span(node) {
  return el('span', { text: node.text ?? '', style: { ...look(node), fontSize: node.size && textSize(node.size) } });
}

const look = (node) => ({
  color: colour(node.color),
  fontWeight: node.weight === 'bold' ? '700' : '',
  fontStyle: node.style === 'italic' ? 'italic' : '',
  textDecoration: node.decoration,
});

/** Makes the font smaller until the line fits; measured once the element is on the page. */
export function shrinkToFit(node) {
  requestAnimationFrame(() => {
    let pixels = Number.parseFloat(getComputedStyle(node).fontSize);
    while (node.scrollWidth > node.clientWidth && pixels > SMALLEST_PX) {
      pixels -= 1;
      node.style.fontSize = `${pixels}px`;
    }
  });
}
