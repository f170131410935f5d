/** The drawer at the side: clock, faults, API calls, webhooks. One is open at a time. */

import { clockPanel } from './clock.js';
import { button, el } from './dom.js';
import { faultsPanel } from './faults.js';
import { icon } from './icons.js';
import { callsPanel, mailsPanel, webhooksPanel } from './logpanel.js';

const PANELS = {
  clock: { title: 'เลื่อนเวลา', short: 'เวลา', icon: 'clock', make: clockPanel },
  faults: { title: 'จำลองปัญหา', short: 'ปัญหา', icon: 'bolt', make: faultsPanel },
  calls: { title: 'บันทึกการเรียก API', short: 'API', icon: 'list', make: callsPanel },
  mails: { title: 'กล่องอีเมลของหน่วยงาน', short: 'อีเมล', icon: 'mail', make: mailsPanel },
  webhooks: { title: 'เหตุการณ์ที่ส่งให้บอต', short: 'เว็บฮุก', icon: 'share', make: webhooksPanel },
};

export function drawerView() {
  const node = el('aside', { class: 'drawer', hidden: true, 'aria-label': 'เครื่องมือสาธิต' });
  const tools = el('div', { class: 'tools', role: 'group', 'aria-label': 'เครื่องมือสาธิต' });
  let open;

  for (const [name, panel] of Object.entries(PANELS)) {
    tools.append(
      el(
        'button',
        { type: 'button', class: 'tool', title: panel.title, 'aria-expanded': 'false', data: { panel: name }, on: { click: () => toggle(name) } },
        icon(panel.icon, 18),
        el('span', { text: panel.short }),
      ),
    );
  }

  function toggle(name) {
    const was = open?.name;
    shut();
    if (was !== name) show(name);
  }

  function show(name) {
    const panel = PANELS[name];
    const made = panel.make();
    open = { name, ...made };
    node.replaceChildren(
      el('header', { class: 'dialog-head' }, el('h2', { text: panel.title }), button('ปิดแถบเครื่องมือ', shut, { icon: icon('close'), class: 'plain' })),
      el('div', { class: 'drawer-body' }, made.node),
    );
    node.hidden = false;
    mark();
  }

  function shut() {
    open?.close();
    open = undefined;
    node.hidden = true;
    node.replaceChildren();
    mark();
  }

  const mark = () => tools.querySelectorAll('.tool').forEach((tool) => tool.setAttribute('aria-expanded', String(tool.dataset.panel === open?.name)));

  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const name = open?.name;
    shut();
    tools.querySelector(`[data-panel="${name}"]`)?.focus();
  });
  return { node, tools, toggle };
}
