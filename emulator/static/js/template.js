/** Template messages: buttons, confirm, carousel and image carousel. */

import { actionName, perform } from './actions.js';
import { carousel } from './carousel.js';
import { el, setStyle } from './dom.js';
import { colour } from './flex_values.js';
import { picture } from './media.js';
import { tappable } from './tappable.js';

const TEMPLATES = {
  buttons: (template, phone) => card(template, template, phone),
  confirm: (template, phone) => card(template, template, phone, 'side-by-side'),
  carousel: (template, phone) => carousel((template.columns ?? []).map((column) => card(column, template, phone))),
  image_carousel: (template, phone) => carousel((template.columns ?? []).map((column) => imageColumn(column, phone))),
};

export function templateMessage(message, phone) {
  const draw = TEMPLATES[message.template?.type];
  if (!draw) return el('div', { class: 'bubble words', text: message.altText ?? '' });
  const shown = draw(message.template, phone);
  shown.setAttribute('aria-label', message.altText ?? '');
  return shown;
}

/** `look` holds the image settings, which a carousel keeps for all its columns. */
function card(node, look, phone, arrangement = '') {
  const shown = el('div', { class: 'tpl-card', role: 'group' });
  if (node.thumbnailImageUrl) shown.append(thumbnail(node, look));
  const words = el('div', { class: 'tpl-words' }, node.title && el('strong', { text: node.title }), el('p', { text: node.text ?? '' }));
  shown.append(node.defaultAction ? tappable(words, node.defaultAction, phone) : words);
  const actions = (node.actions ?? []).map((action) =>
    el('button', { type: 'button', class: 'tpl-button', text: action.label ?? '', on: { click: () => perform(action, phone) } }),
  );
  shown.append(el('div', { class: `tpl-actions ${arrangement}` }, actions));
  return shown;
}

function thumbnail(node, look) {
  const image = picture(node.thumbnailImageUrl, '');
  setStyle(image, {
    width: '100%',
    aspectRatio: look.imageAspectRatio === 'square' ? '1 / 1' : '1.51 / 1',
    objectFit: look.imageSize === 'contain' ? 'contain' : 'cover',
    backgroundColor: colour(node.imageBackgroundColor ?? look.imageBackgroundColor) || '#ffffff',
  });
  return image;
}

function imageColumn(column, phone) {
  const image = picture(column.imageUrl, actionName(column.action) ?? '');
  setStyle(image, { width: '100%', aspectRatio: '1 / 1', objectFit: 'cover' });
  const label = column.action?.label && el('span', { class: 'tpl-image-label', text: column.action.label });
  return tappable(el('div', { class: 'tpl-image' }, image, label), column.action, phone);
}
