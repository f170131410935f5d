/** Flex boxes, and how a component stands in its box (LINE's layout rules map onto CSS flexbox). */

import { el, setStyle } from './dom.js';
import { flexButton, flexFiller, flexIcon, flexImage, flexSeparator, flexVideo } from './flex_parts.js';
import { flexText } from './flex_text.js';
import { border, colour, gradient, size, space } from './flex_values.js';
import { tappable } from './tappable.js';

const COMPONENTS = {
  box: flexBox,
  text: flexText,
  image: flexImage,
  icon: flexIcon,
  button: flexButton,
  separator: flexSeparator,
  filler: flexFiller,
  video: flexVideo,
};

/** Draws any component; `layout` is that of the box around it. */
export function component(node, phone, layout) {
  const draw = COMPONENTS[node?.type];
  if (!draw) return el('div', { class: 'fx-unknown', text: `ไม่รู้จัก ${node?.type}` });
  const shown = draw(node, phone, layout);
  place(shown, node, layout);
  return shown;
}

function flexBox(node, phone) {
  const layout = node.layout ?? 'vertical';
  const shown = el('div', { class: `fx-box fx-${layout}` });
  let first = true;
  for (const child of node.contents ?? []) {
    const drawn = component(child, phone, layout);
    const gap = child.position === 'absolute' || child.margin !== undefined || first ? '' : space(node.spacing);
    setStyle(drawn, layout === 'vertical' ? { marginTop: gap } : { marginInlineStart: gap });
    if (child.position !== 'absolute') first = false;
    shown.append(drawn);
  }
  setStyle(shown, boxStyle(node));
  return tappable(shown, node.action, phone);
}

function boxStyle(node) {
  const all = space(node.paddingAll);
  const width = border(node.borderWidth);
  return {
    width: size(node.width),
    maxWidth: size(node.maxWidth),
    height: size(node.height),
    maxHeight: size(node.maxHeight),
    backgroundColor: colour(node.backgroundColor),
    backgroundImage: gradient(node.background),
    borderStyle: width && 'solid',
    borderWidth: width,
    borderColor: width && (colour(node.borderColor) || '#d4d6da'),
    borderRadius: space(node.cornerRadius),
    justifyContent: node.justifyContent,
    alignItems: node.alignItems,
    paddingTop: space(node.paddingTop) || all,
    paddingBottom: space(node.paddingBottom) || all,
    paddingInlineStart: space(node.paddingStart) || all,
    paddingInlineEnd: space(node.paddingEnd) || all,
  };
}

/** The share of the box a component takes; children of a horizontal box share its width unless told otherwise. */
function share(node, layout) {
  if (node.type === 'separator') return 0;
  if (node.flex !== undefined) return node.flex;
  if (node.type === 'filler') return 1;
  if (layout === 'vertical' || node.type === 'icon') return 0;
  return node.type === 'box' && (node.width || node.height) ? 0 : 1;
}

function place(shown, node, layout) {
  const part = share(node, layout);
  const basis = layout === 'vertical' ? 'auto' : '0px';
  setStyle(shown, {
    flex: part ? `${part} 0 ${basis}` : '0 0 auto',
    position: node.position,
    top: space(node.offsetTop),
    bottom: space(node.offsetBottom),
    insetInlineStart: space(node.offsetStart),
    insetInlineEnd: space(node.offsetEnd),
  });
  const offset = node.offsetTop || node.offsetBottom || node.offsetStart || node.offsetEnd;
  if (offset && !node.position) shown.style.position = 'relative';
  if (layout === 'vertical') setStyle(shown, { marginTop: space(node.margin) });
  else setStyle(shown, { marginInlineStart: space(node.margin) });
}
