/** One phone (or one PC window): its owner, the bot's header, the chat, quick replies, input and rich menu. */

import { api } from './api.js';
import { chatView } from './chat.js';
import { composerView } from './composer.js';
import { attempt, notify } from './dialog.js';
import { button, el, replace } from './dom.js';
import { avatar } from './entry.js';
import { icon } from './icons.js';
import { openLink } from './links.js';
import { openOwnerMenu } from './owner.js';
import { choosePhotos } from './photo.js';
import { askPlace } from './place.js';
import { quickReplyView } from './quickreply.js';
import { richMenuView } from './richmenu.js';
import { openScan } from './scan.js';
import { closeChat, openChat, person, state, subscribe } from './state.js';

/** @param {(userId: string) => object} showOther opens (and returns) another person's phone */
export function createPhone(userId, showOther, hide) {
  let composer;
  let menu;
  const phone = {
    userId,
    person: () => person(userId),
    on: showOther,
    hide: () => hide(userId),
    openLink: (url) => openLink(url, phone),
    prefill: (text) => composer.prefill(text),
    toggleMenu: (open) => menu.toggleMenu(open),

    async say(act) {
      const done = await attempt(() => api.act(userId, act));
      if (done) warnOfWebhook(done.webhook);
      return done !== undefined;
    },

    async askPhoto(how) {
      const photos = await choosePhotos(how);
      const set = photos.length > 1 ? crypto.randomUUID().replaceAll('-', '').toUpperCase() : undefined;
      for (const [at, photo] of photos.entries()) {
        const place = set && { index: at + 1, total: photos.length, set };
        const done = await attempt(() => api.photo(userId, photo, place));
        if (!done) return false;
        warnOfWebhook(done.webhook);
      }
      return photos.length > 0;
    },

    async askPlace() {
      const place = await askPlace();
      return place ? phone.say({ type: 'location', ...place }) : false;
    },
  };

  const chat = chatView(phone);
  const quick = quickReplyView(phone);
  composer = composerView(phone);
  menu = richMenuView(phone);
  const head = el('header', { class: 'phone-head' });
  const owner = el('div', { class: 'owner' });
  const friendBar = el('div', { class: 'friend-bar', hidden: true });
  const node = el(
    'section',
    { class: 'phone', data: { user: userId } },
    owner,
    el('div', { class: 'screen' }, head, friendBar, chat.node, quick.node, composer.node, menu.node),
  );

  let drawn = '';
  function draw() {
    const who = person(userId);
    if (!who) return;
    const now = JSON.stringify([who.displayName, who.friend, who.blocked, who.isPC, who.unread, state().bot]);
    if (now === drawn) return;
    drawn = now;
    node.setAttribute('aria-label', `${who.isPC ? 'คอมพิวเตอร์' : 'โทรศัพท์'}ของ${who.displayName}`);
    node.classList.toggle('pc', who.isPC);
    drawOwner(who);
    drawHead(who);
    drawFriendBar(who);
    composer.node.hidden = who.blocked;
  }

  function drawOwner(who) {
    const [device, short] = who.isPC ? ['เปลี่ยนเป็นโทรศัพท์', 'โทรศัพท์'] : ['เปลี่ยนเป็นคอมพิวเตอร์', 'คอมพิวเตอร์'];
    const swap = () => attempt(() => api.changePerson(userId, { isPC: !who.isPC }));
    replace(
      owner,
      avatar(who.displayName, who.pictureUrl),
      el('strong', { class: 'owner-name', text: who.displayName }),
      button('สแกน QR', () => openScan(phone), { icon: icon('qr', 18), class: 'quiet small', showLabel: true }),
      button(short, swap, { icon: icon(who.isPC ? 'phone' : 'pc', 18), class: 'quiet small', showLabel: true, 'data-action': device, title: device }),
      button(`ตัวเลือกของ${who.displayName}`, () => openOwnerMenu(phone), { icon: icon('more'), class: 'plain' }),
    );
  }

  function drawHead(who) {
    const { displayName = '', basicId = '' } = state().bot;
    replace(
      head,
      el('strong', { text: displayName }),
      el('small', { text: basicId }),
      who.unread > 0 && el('span', { class: 'badge', text: String(who.unread), 'aria-label': `ยังไม่อ่าน ${who.unread}` }),
    );
  }

  function drawFriendBar(who) {
    friendBar.hidden = who.friend && !who.blocked;
    const label = who.blocked ? 'เลิกบล็อก' : 'เพิ่มเพื่อน';
    const words = who.blocked ? 'บล็อกบัญชีนี้อยู่' : 'ยังไม่ได้เป็นเพื่อนกับบัญชีนี้';
    replace(friendBar, el('span', { text: words }), button(label, () => phone.say({ type: 'follow' }), { class: 'main small' }));
  }

  const leave = subscribe('state', draw);
  draw();
  attempt(() => openChat(userId));
  return {
    ...phone,
    node,
    close() {
      leave();
      [chat, quick, menu].forEach((part) => part.close());
      closeChat(userId);
      node.remove();
    },
  };
}

function warnOfWebhook(webhook) {
  if (!webhook || (webhook.status >= 200 && webhook.status < 300)) return;
  const said = webhook.status ? `ตอบ ${webhook.status}` : 'ไม่ตอบรับภายในเวลา';
  notify(`บอต${said} เหตุการณ์นี้อาจยังไม่ถึงบอต`, 'bad');
}
