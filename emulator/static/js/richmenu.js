/** The rich menu: a picture with tappable areas under the chat, opened and closed by a bar. Never on PC. */

import { actionName, perform } from './actions.js';
import { el, replace } from './dom.js';
import { icon } from './icons.js';
import { areaStyle } from './imagemap.js';
import { picture } from './media.js';
import { person, state, subscribe } from './state.js';

export function richMenuView(phone) {
  const node = el('div', { class: 'rich-menu', hidden: true });
  let open = true;
  let drawn = '';

  function menuOf() {
    const who = person(phone.userId);
    if (!who || who.isPC || who.blocked || !who.friend) return undefined;
    const id = who.richMenuId ?? state().defaultRichMenuId;
    const menu = state().richMenus?.[id];
    return menu && { id, ...menu };
  }

  function draw() {
    const menu = menuOf();
    const now = JSON.stringify([menu, open]);
    if (now === drawn) return;
    if (menu && !drawn.includes(menu.id)) open = menu.selected ?? true;
    drawn = JSON.stringify([menu, open]);
    node.hidden = !menu;
    replace(node, menu && bar(menu), menu && open && plate(menu));
  }

  function bar(menu) {
    const toggle = () => toggleMenu(!open);
    return el(
      'button',
      { type: 'button', class: 'rich-bar', 'aria-expanded': String(open), on: { click: toggle } },
      el('span', { text: menu.chatBarText || 'เมนู' }),
      icon(open ? 'down' : 'up', 16),
    );
  }

  function plate(menu) {
    const { width, height } = menu.size;
    const image = picture(menu.image ?? menu.imageUrl, menu.chatBarText ?? 'เมนู', { ours: true });
    image.style.aspectRatio = `${width} / ${height}`;
    const areas = (menu.areas ?? []).map(({ bounds, action }) =>
      el('button', {
        type: 'button',
        class: 'hot-area',
        'aria-label': actionName(action) ?? 'เมนู',
        title: actionName(action),
        style: areaStyle(bounds, width, height),
        on: { click: () => perform(action, phone) },
      }),
    );
    return el('div', { class: 'rich-plate', role: 'group', 'aria-label': menu.chatBarText ?? 'เมนู' }, image, areas);
  }

  function toggleMenu(wanted) {
    open = wanted;
    draw();
  }

  const leave = subscribe('state', draw);
  draw();
  return { node, toggleMenu, close: leave };
}
