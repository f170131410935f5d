/** The band at the top: what a newcomer may try, each with the phone that it is about. Put away, it stays away here. */

import { button, el } from './dom.js';
import { state, subscribe } from './state.js';

const PUT_AWAY = 'emulator.notes';

/** @param {(userId: string) => object} show brings a phone out */
export function notesView(show) {
  const node = el('section', { class: 'notes', hidden: true });
  let drawn = '';

  function draw() {
    const notes = state().notes ?? { items: [] };
    const now = JSON.stringify(notes);
    if (now === drawn) return;
    drawn = now;
    node.hidden = notes.items.length === 0 || localStorage.getItem(PUT_AWAY) === now;
    node.setAttribute('aria-label', notes.title);
    const putAway = () => {
      localStorage.setItem(PUT_AWAY, now);
      node.hidden = true;
    };
    node.replaceChildren(
      el('h2', { text: notes.title }),
      el('ol', {}, notes.items.map((item) => el('li', {}, itemButton(item)))),
      button('ซ่อน', putAway, { class: 'quiet small', 'aria-label': `ซ่อน ${notes.title}` }),
    );
  }

  function itemButton({ text, userId }) {
    const who = state().people.find((person) => person.userId === userId)?.displayName ?? '';
    return el('button', { type: 'button', class: 'note', on: { click: () => show(userId) } }, el('strong', { text: who }), el('span', { text }));
  }

  subscribe('state', draw);
  return node;
}
