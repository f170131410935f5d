/** Imagemap: one picture with tappable areas given in its base size. */

import { perform } from './actions.js';
import { el } from './dom.js';
import { picture } from './media.js';

export function imagemapMessage(message, phone) {
  const { width = 1040, height = 1040 } = message.baseSize ?? {};
  const image = picture(`${message.baseUrl}/1040`, message.altText ?? '');
  image.style.aspectRatio = `${width} / ${height}`;
  const areas = (message.actions ?? []).map((action) => area(action, width, height, phone));
  return el('div', { class: 'imagemap', role: 'group', 'aria-label': message.altText ?? '' }, image, areas);
}

function area(action, width, height, phone) {
  const { area: place } = action;
  const tap = () => perform(asAction(action), phone);
  const label = action.label || action.text || action.linkUri || 'พื้นที่ที่แตะได้';
  return el('button', { type: 'button', class: 'hot-area', 'aria-label': label, style: areaStyle(place, width, height), on: { click: tap } });
}

/** An imagemap's uri action carries its address as `linkUri`. */
const asAction = (action) => (action.type === 'uri' ? { ...action, uri: action.linkUri } : action);

/** Where an area lies over its picture, in per cent. */
export function areaStyle(place, width, height) {
  const percent = (part, all) => `${(100 * part) / all}%`;
  return {
    left: percent(place.x, width),
    top: percent(place.y, height),
    width: percent(place.width, width),
    height: percent(place.height, height),
  };
}
