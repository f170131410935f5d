/** Words of a chat: links that can be tapped, LINE's own emoji, and the substitutions of textV2. */

import { el } from './dom.js';

// A link ends at a space, a quote or a Thai letter: Thai is written without spaces, so words often follow at once.
const LINK = /(?:https?:\/\/|tel:)[^\s<>"'“”\u0E00-\u0E7F]+/g;
const TRAILING = /[.,;:!?)\]}]+$/;

/** Parts of `text`: plain strings and {link}. */
export function splitLinks(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = match[0].replace(TRAILING, '');
    found.push(text.slice(from, match.index), { link });
    from = match.index + link.length;
  }
  found.push(text.slice(from));
  return found.filter((part) => part !== '');
}

/** `onLink(url)` is called instead of following the link. */
export function linked(text, onLink) {
  return splitLinks(text).map((part) => {
    if (typeof part === 'string') return part;
    const follow = (event) => {
      event.preventDefault();
      event.stopPropagation();
      onLink(part.link);
    };
    return el('a', { href: part.link, target: '_blank', rel: 'noopener noreferrer', text: part.link, on: { click: follow } });
  });
}

const lineEmoji = (emoji) => el('span', { class: 'line-emoji', role: 'img', 'aria-label': 'อีโมจิของ LINE', title: `${emoji.productId}/${emoji.emojiId}`, text: '☺' });

/** A text message; `emojis` stand at UTF-16 positions, each in place of one `$`. */
export function textMessage(message, phone) {
  const text = message.text ?? '';
  const shown = el('div', { class: 'bubble words' });
  let from = 0;
  for (const emoji of [...(message.emojis ?? [])].sort((a, b) => a.index - b.index)) {
    shown.append(...linked(text.slice(from, emoji.index), phone.openLink), lineEmoji(emoji));
    from = emoji.index + 1;
  }
  shown.append(...linked(text.slice(from), phone.openLink));
  return shown;
}

const SUBSTITUTE = /\{\{|\}\}|\{([a-zA-Z0-9_]{1,20})\}/g;

/** A textV2 message: `{key}` is a mention or an emoji, `{{` and `}}` are braces. */
export function textV2Message(message, phone) {
  const text = message.text ?? '';
  const shown = el('div', { class: 'bubble words' });
  let from = 0;
  for (const match of text.matchAll(SUBSTITUTE)) {
    shown.append(...linked(text.slice(from, match.index), phone.openLink), substitute(match, message.substitution ?? {}));
    from = match.index + match[0].length;
  }
  shown.append(...linked(text.slice(from), phone.openLink));
  return shown;
}

function substitute(match, substitution) {
  if (match[0] === '{{') return '{';
  if (match[0] === '}}') return '}';
  const value = substitution[match[1]];
  if (value?.type === 'emoji') return lineEmoji(value);
  if (value?.type === 'mention') return el('span', { class: 'mention', text: value.mentionee?.type === 'all' ? '@ทุกคน' : '@สมาชิก' });
  return match[0];
}
