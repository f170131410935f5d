/** The emulator's control API, one function a call. Every failure is an ApiError with words for people. */

export class ApiError extends Error {
  constructor(status, detail) {
    super(status ? `คำสั่งไม่สำเร็จ (${status}) ${detail}` : 'ติดต่อโปรแกรมจำลองไม่ได้');
    this.status = status;
  }
}

async function call(method, path, body, headers = {}) {
  const isData = body !== undefined && !(body instanceof Blob);
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: isData ? { 'Content-Type': 'application/json', ...headers } : headers,
      body: isData ? JSON.stringify(body) : body,
    });
  } catch {
    throw new ApiError(0, '');
  }
  const text = await response.text();
  if (!response.ok) throw new ApiError(response.status, detailOf(text));
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return text;
  return text ? JSON.parse(text) : null;
}

function detailOf(text) {
  try {
    const parsed = JSON.parse(text);
    return parsed.message ?? parsed.error ?? '';
  } catch {
    return text.slice(0, 200);
  }
}

const person = (userId) => `/emulator/people/${encodeURIComponent(userId)}`;

export const api = {
  state: () => call('GET', '/emulator/state'),
  mails: (after) => call('GET', `/emulator/mails?after=${after}`),
  entries: (userId, after = 0) => call('GET', `${person(userId)}/entries?after=${after}`),
  addPerson: (fields) => call('POST', '/emulator/people', fields),
  changePerson: (userId, fields) => call('PATCH', person(userId), fields),
  act: (userId, act) => call('POST', `${person(userId)}/act`, act),
  scan: (userId, url) => call('POST', `${person(userId)}/scan`, { url }),
  transcript: (userId) => call('GET', `${person(userId)}/transcript`),
  read: (userId) => call('POST', `${person(userId)}/read`),
  clock: (change) => call('POST', '/emulator/clock', change),
  addFault: (fault) => call('POST', '/emulator/faults', fault),
  clearFaults: () => call('DELETE', '/emulator/faults'),
  log: (after = 0) => call('GET', `/emulator/log?after=${after}`),
  webhooks: (after = 0) => call('GET', `/emulator/webhooks?after=${after}`),

  /** `place` is {index, total, set} for one of several photos sent together; index counts from 1. */
  photo(userId, blob, place) {
    const query = place ? `?n=${place.index}&of=${place.total}&set=${place.set}` : '';
    return call('POST', `${person(userId)}/photo${query}`, blob, { 'Content-Type': blob.type || 'image/jpeg' });
  },
};

export const contentUrl = (messageId, preview = false) =>
  `/emulator/content/${encodeURIComponent(messageId)}${preview ? '?preview=1' : ''}`;
