/** "Scan a QR code": the codes that the demo offers, and a free field for any other link. */

import { field, openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { follow } from './links.js';
import { state } from './state.js';

export function openScan(phone) {
  openDialog('สแกน QR', (body, close) => {
    const scan = async (url) => {
      close();
      await follow(url, phone);
    };
    const codes = state().scannables ?? [];
    body.append(
      codes.length
        ? el('div', { class: 'choices column' }, codes.map((code) => codeButton(code, scan)))
        : el('p', { text: 'ยังไม่มีคิวอาร์ให้เลือก วางลิงก์ของคิวอาร์ด้านล่างแทน' }),
      otherLink(scan),
    );
  });
}

function codeButton(code, scan) {
  return el(
    'button',
    { type: 'button', class: 'quiet left code', on: { click: () => scan(code.url) } },
    el('strong', { text: code.title }),
    el('small', { text: readable(code.url) }),
  );
}

/** Thai in a link as Thai, where it can be read so. */
function readable(url) {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function otherLink(scan) {
  const input = el('input', { type: 'url', required: true, placeholder: 'https://line.me/R/…', 'data-testid': 'scan-url' });
  const submit = (event) => {
    event.preventDefault();
    scan(input.value.trim());
  };
  return el('form', { class: 'stack', on: { submit } }, field('ลิงก์ในคิวอาร์อื่น', input), el('div', { class: 'row end' }, el('button', { class: 'main', text: 'เปิดลิงก์' })));
}
