/** Flex Messages: the message, bubbles and carousels. The components are in flex_box.js and flex_parts.js. */

import { carousel } from './carousel.js';
import { el, setStyle } from './dom.js';
import { component } from './flex_box.js';
import { flexImage, flexVideo } from './flex_parts.js';
import { BUBBLE_WIDTH, colour } from './flex_values.js';
import { tappable } from './tappable.js';

export function flexMessage(message, phone) {
  const shown = container(message.contents, phone);
  shown.setAttribute('aria-label', message.altText ?? '');
  return shown;
}

function container(contents, phone) {
  if (contents?.type !== 'carousel') return bubble(contents ?? {}, phone);
  return carousel((contents.contents ?? []).map((one) => bubble(one, phone)));
}

function bubble(node, phone) {
  const shown = el('div', { class: `fx-bubble fx-${node.size ?? 'mega'}`, role: 'group', dir: node.direction === 'rtl' ? 'rtl' : null });
  shown.style.width = `${BUBBLE_WIDTH[node.size] ?? BUBBLE_WIDTH.mega}px`;
  for (const name of ['header', 'hero', 'body', 'footer']) {
    if (node[name]) shown.append(block(name, node, phone));
  }
  return tappable(shown, node.action, phone);
}

function block(name, node, phone) {
  const content = node[name];
  const style = node.styles?.[name] ?? {};
  const shown = el('div', { class: `fx-block fx-${name}` }, draw(name, content, phone));
  setStyle(shown, { backgroundColor: colour(style.backgroundColor) });
  if (style.separator) setStyle(shown, { borderTop: `1px solid ${colour(style.separatorColor) || '#d4d6da'}` });
  return shown;
}

function draw(name, content, phone) {
  if (content.type === 'video') return flexVideo(content, phone);
  if (content.type === 'image') return flexImage(content, phone);
  const shown = component(content, phone, 'vertical');
  if (name !== 'hero') shown.classList.add('fx-padded');
  return shown;
}
