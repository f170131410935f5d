/** What the LINE app does when a link is tapped: its own links stay inside, everything else opens in a browser. */

import { api } from './api.js';
import { attempt, notify, openDialog } from './dialog.js';
import { button, el } from './dom.js';
import { state } from './state.js';
import { linked } from './text.js';

/** Path of a link of the LINE app (`oaMessage/@id/?text`), or undefined for any other link. */
function linePath(url) {
  const match = /^(?:https:\/\/line\.me\/R\/|line:\/\/)(.*)$/.exec(url);
  return match?.[1];
}

/** LINE's page for passing a link on, which works on a PC too. */
const SHARE_PAGE = 'https://social-plugins.line.me/lineit/share?';

/** @param {string} url @param {object} phone see actions.js */
export async function openLink(url, phone) {
  if (url.startsWith(SHARE_PAGE)) return share(pageText(url), phone);
  const path = linePath(url);
  if (path === undefined) return openOutside(url);
  if (phone.person()?.isPC) return notify('ลิงก์นี้ใช้ได้เฉพาะ LINE บนโทรศัพท์');
  if (/^(nv\/recommendOA|share|msg\/text|recommendOA)\b/.test(path)) return share(sharedText(url, path), phone);
  if (/^nv\/camera\b/.test(path)) return phone.askPhoto({ camera: true });
  if (/^nv\/cameraRoll\b/.test(path)) return phone.askPhoto({ camera: false });
  if (/^nv\/location\b/.test(path)) return phone.askPlace();
  return follow(url, phone);
}

/** Scans or follows a link: the emulator says whether it opens the chat with words ready, or a page. */
export async function follow(url, phone) {
  const answer = await attempt(() => api.scan(phone.userId, url));
  if (answer?.prefill !== undefined && answer.prefill !== null) phone.prefill(answer.prefill);
  else if (answer?.open) openOutside(answer.open);
  return answer;
}

function openOutside(url) {
  if (/^https?:\/\//.test(url)) window.open(url, '_blank', 'noopener');
  else if (url.startsWith('tel:')) notify(`โทรออก ${url.slice(4)}`);
  else notify('ลิงก์นี้เปิดไม่ได้', 'bad');
}

/** The words a share link carries; sharing the account itself is its add-friend link. */
function sharedText(url, path) {
  if (/recommendOA/.test(path)) {
    const id = path.split('/').pop();
    return `${state().bot.displayName}\nhttps://line.me/R/ti/p/${id}`;
  }
  const query = url.split('?').slice(1).join('?');
  const words = path.startsWith('share') ? new URLSearchParams(query).get('text') ?? '' : query;
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

function pageText(url) {
  const query = new URLSearchParams(url.slice(SHARE_PAGE.length));
  return [query.get('text'), query.get('url')].filter(Boolean).join('\n');
}

/** The share sheet: choose a person, and see what that person then gets from a friend. */
function share(words, phone) {
  openDialog('ส่งต่อให้เพื่อน', (body) => {
    const friends = state().people.filter((p) => p.userId !== phone.userId);
    const got = el('div', { class: 'shared', 'aria-live': 'polite' });
    const give = (friend) => {
      const open = (link) => phone.on(friend.userId).openLink(link);
      got.replaceChildren(el('p', { class: 'field-label', text: `${friend.displayName} ได้รับจากเพื่อน` }), el('div', { class: 'bubble words' }, linked(words, open)));
    };
    body.append(
      el('p', { class: 'shared-words', text: words }),
      el('div', { class: 'choices' }, friends.map((friend) => button(friend.displayName, () => give(friend), { class: 'quiet' }))),
      friends.length ? '' : el('p', { text: 'ยังไม่มีคนอื่นให้ส่งต่อ เพิ่มคนก่อน' }),
      got,
    );
  });
}
