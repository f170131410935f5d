/** What the page knows, kept true by the stream. Parts of the page subscribe to topics and redraw themselves. */

import { api } from './api.js';

const listeners = new Map();
const chats = new Map(); // userId -> Map(seq -> entry)
let whole = { bot: {}, people: [], clock: {}, faults: [], scannables: [], richMenus: {}, quota: {}, webhook: {} };
let clockOffsetMs = 0;
let statesSet = 0;

/** Topics: `state`, `clock`, `call`, `link` (connected or not), `entry:UID`, `reload:UID`, `typing:UID`. */
export function subscribe(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function publish(topic, value) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(value);
}

export const state = () => whole;
export const person = (userId) => whole.people.find((p) => p.userId === userId);

/** The demo's time now, in ms. */
export const demoNow = () => Date.now() + clockOffsetMs;

export function setState(next) {
  const gone = [...chats.keys()].filter((userId) => !next.people.some((p) => p.userId === userId));
  gone.forEach((userId) => chats.delete(userId));
  whole = next;
  statesSet += 1;
  const shown = Date.parse(next.clock?.now);
  clockOffsetMs = Number.isNaN(shown) ? 0 : shown - Date.now();
  publish('state', whole);
  publish('clock', demoNow());
}

export function entries(userId) {
  return [...(chats.get(userId) ?? new Map()).values()].sort((a, b) => a.seq - b.seq);
}

/** A new entry, or a changed one (edited, unsent) under its old number. */
export function putEntry(userId, entry) {
  if (!chats.has(userId)) return; // nobody looks at this chat; it is fetched whole when it is opened
  chats.get(userId).set(entry.seq, entry);
  publish(`entry:${userId}`, entry);
}

export async function openChat(userId) {
  if (!chats.has(userId)) chats.set(userId, new Map());
  await fetchChat(userId);
}

/** Reads the chat anew: whatever the stream missed while it was cut is made good. */
export async function fetchChat(userId) {
  const newer = new Set(); // what the stream told meanwhile is newer than the answer
  const stop = subscribe(`entry:${userId}`, (entry) => newer.add(entry.seq));
  const answer = await api.entries(userId).finally(stop);
  const chat = chats.get(userId);
  if (!chat) return;
  const missed = answer.entries.filter((entry) => !newer.has(entry.seq) && JSON.stringify(entry) !== JSON.stringify(chat.get(entry.seq)));
  for (const entry of missed) chat.set(entry.seq, entry);
  if (missed.length) publish(`reload:${userId}`);
}

export const closeChat = (userId) => chats.delete(userId);
export const openChats = () => [...chats.keys()];

export async function refresh() {
  const before = statesSet;
  const fetched = await api.state();
  if (statesSet === before) setState(fetched); // else the stream told something newer while we asked
  await Promise.all(openChats().map(fetchChat));
}
