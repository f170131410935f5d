import { actionName, perform } from './actions.js';

/** Makes something tappable by mouse, touch and keyboard where it has an action. */
export function tappable(node, action, phone) {
  if (!action) return node;
  const tap = (event) => {
    event.stopPropagation();
    perform(action, phone);
  };
  node.classList.add('tappable');
  node.tabIndex = 0;
  node.setAttribute('role', 'button');
  // Words that stand in it are its name: to those who hear the page it is called what the others read.
  const name = actionName(action);
  if (name) node.dataset.action = name;
  if (name && !node.textContent.trim()) node.setAttribute('aria-label', name);
  node.addEventListener('click', tap);
  node.addEventListener('keydown', (event) => {
    if (event.target !== node || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    tap(event);
  });
  return node;
}
