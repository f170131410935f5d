/** Modal dialogs and passing notices. The browser's own <dialog> keeps the focus in and closes on Escape. */

import { button, el } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {string} title
 * @param {(body: HTMLElement, close: () => void) => void} build fills the dialog's body
 * @param {{wide?: boolean, onClose?: () => void}} [options]
 */
export function openDialog(title, build, { wide = false, onClose } = {}) {
  const before = document.activeElement;
  const body = el('div', { class: 'dialog-body' });
  const node = el('dialog', { class: wide ? 'dialog wide' : 'dialog', 'aria-label': title });
  const close = () => node.close();
  node.append(
    el('header', { class: 'dialog-head' }, el('h2', { text: title }), button('ปิด', close, { icon: icon('close'), class: 'plain' })),
    body,
  );
  node.addEventListener('click', (event) => event.target === node && close());
  node.addEventListener('close', () => {
    node.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  });
  document.body.append(node);
  build(body, close);
  node.showModal();
  return close;
}

const SHOWN_MS = 5000;

/** A notice at the foot of the page. `tone` is `plain` or `bad`. */
export function notify(text, tone = 'plain') {
  let shelf = document.querySelector('.notices');
  if (!shelf) {
    shelf = el('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
    document.body.append(shelf);
  }
  const note = el('div', { class: `notice ${tone}`, text });
  shelf.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}

/** Runs a call to the emulator; says what went wrong instead of losing it. Returns undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    notify(error.message, 'bad');
    return undefined;
  }
}

/** A labelled field of a form; the label is the input's accessible name. */
export function field(label, input, hint) {
  return el('label', { class: 'field' }, el('span', { class: 'field-label', text: label }), input, hint && el('span', { class: 'field-hint', text: hint }));
}
