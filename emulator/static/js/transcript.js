/** "Copy as test": the conversation as text that a test can play. */

import { api } from './api.js';
import { attempt, openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { icon } from './icons.js';
import { copy } from './ownmenu.js';

export async function openTranscript(userId) {
  const text = await attempt(() => api.transcript(userId));
  if (text === undefined) return;
  openDialog(
    'บทสนทนาสำหรับทำบททดสอบ',
    (body) => {
      const shown = el('pre', { class: 'transcript', tabindex: 0, text, 'data-testid': 'transcript' });
      body.append(shown, el('div', { class: 'row end' }, button('คัดลอก', () => copy(text), { class: 'main', icon: icon('copy', 18), showLabel: true })));
    },
    { wide: true },
  );
}
