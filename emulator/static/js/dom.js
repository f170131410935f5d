/**
 * The only way this page makes elements. Text always enters as text, never as markup, so nothing a bot
 * or a person writes can become an element or a script.
 */

/**
 * @param {string} tag
 * @param {object} [props] `class`, `text`, `on: {event: fn}`, `data: {name: value}`, `style: {css: value}`;
 *   anything else is an attribute. `true` sets an empty attribute; null, undefined and false leave it out.
 * @param {...(Node|string|null|undefined|false|Array)} children
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') node.className = value;
    else if (key === 'text') node.textContent = value;
    else if (key === 'on') listen(node, value);
    else if (key === 'data') Object.assign(node.dataset, value);
    else if (key === 'style') setStyle(node, value);
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  return add(node, children);
}

/** Appends nodes and strings, skipping empty values; arrays are flattened. */
export function add(parent, children) {
  for (const child of [children].flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
  return parent;
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  return add(parent, children);
}

/** Through the style object only: a value the browser does not accept is dropped, and no style text is parsed. */
export function setStyle(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value === null || value === undefined || value === '') continue;
    if (name.startsWith('--')) node.style.setProperty(name, value);
    else node.style[name] = value;
  }
}

function listen(node, handlers) {
  for (const [event, handler] of Object.entries(handlers)) node.addEventListener(event, handler);
}

/** A real button: reachable by keyboard, named for screen readers. */
export function button(label, onClick, props = {}) {
  const { icon, ...rest } = props;
  const named = icon && !rest.showLabel ? { 'aria-label': label, title: label } : {};
  const { showLabel, ...attributes } = rest;
  return el(
    'button',
    { type: 'button', ...named, ...attributes, on: { click: onClick } },
    icon,
    (!icon || showLabel) && el('span', { text: label }),
  );
}
