/** Keeps the page live: server-sent events, with our own reconnect because the browser gives up on HTTP errors. */

import { publish, putEntry, refresh, setState } from './state.js';

const LONGEST_WAIT_MS = 8000;

export function follow(wait = 500) {
  const source = new EventSource('/emulator/stream');
  let nextWait = wait;
  const on = (name, handle) => source.addEventListener(name, (event) => handle(JSON.parse(event.data)));

  source.onopen = () => {
    nextWait = 500;
    publish('link', true);
    refresh().catch(() => publish('link', false));
  };
  source.onerror = () => {
    source.close();
    publish('link', false);
    setTimeout(() => follow(Math.min(nextWait * 2, LONGEST_WAIT_MS)), nextWait);
  };
  on('state', setState);
  on('entry', ({ userId, entry }) => putEntry(userId, entry));
  on('typing', ({ userId, seconds }) => publish(`typing:${userId}`, seconds));
  on('call', (line) => publish('call', line));
}
