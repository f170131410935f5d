/** The simple Flex components: image, icon, button, separator, filler, video. */

import { actionName, perform } from './actions.js';
import { el, setStyle } from './dom.js';
import { shrinkToFit } from './flex_text.js';
import { colour, imageSize, ratio, textSize } from './flex_values.js';
import { openVideo, picture } from './media.js';
import { tappable } from './tappable.js';

const ALONG = { start: 'flex-start', center: 'center', end: 'flex-end' };
const ACROSS = { top: 'flex-start', center: 'center', bottom: 'flex-end' };

export function flexImage(node, phone) {
  const image = picture(node.url, actionName(node.action) ?? '');
  setStyle(image, {
    width: imageSize(node.size),
    aspectRatio: ratio(node.aspectRatio),
    objectFit: node.aspectMode === 'cover' ? 'cover' : 'contain',
    backgroundColor: colour(node.backgroundColor),
  });
  const style = { alignItems: ALONG[node.align] ?? 'center', justifyContent: ACROSS[node.gravity] };
  return tappable(el('div', { class: 'fx-image', style }, image), node.action, phone);
}

export function flexIcon(node) {
  const image = picture(node.url, '');
  const height = textSize(node.size);
  setStyle(image, { height, aspectRatio: ratio(node.aspectRatio), objectFit: 'contain' });
  return el('div', { class: 'fx-icon' }, image);
}

export function flexButton(node, phone) {
  const style = node.style ?? 'link';
  const words = el('span', { text: node.action?.label ?? '' });
  const shown = el(
    'button',
    { type: 'button', class: `fx-button ${style} ${node.height === 'sm' ? 'sm' : 'md'}` },
    words,
  );
  shown.addEventListener('click', (event) => {
    event.stopPropagation();
    perform(node.action, phone);
  });
  setStyle(shown, style === 'link' ? { color: colour(node.color) } : { backgroundColor: colour(node.color) });
  if (node.adjustMode === 'shrink-to-fit') shrinkToFit(words);
  return el('div', { class: 'fx-button-place', style: { justifyContent: ACROSS[node.gravity] } }, shown);
}

export function flexSeparator(node, phone, layout) {
  const shown = el('div', { class: layout === 'vertical' ? 'fx-separator' : 'fx-separator standing', role: 'separator' });
  setStyle(shown, { backgroundColor: colour(node.color) });
  return shown;
}

export const flexFiller = () => el('div', { class: 'fx-filler' });

export function flexVideo(node) {
  const still = node.altContent?.type === 'image' ? node.altContent.url : node.previewUrl;
  const image = picture(node.previewUrl ?? still, '');
  setStyle(image, { width: '100%', aspectRatio: ratio(node.aspectRatio), objectFit: 'cover' });
  const play = () => openVideo(node.url);
  return el('button', { type: 'button', class: 'video-still', 'aria-label': 'เล่นวิดีโอ', on: { click: play } }, image, el('span', { class: 'play', text: '▶' }));
}
