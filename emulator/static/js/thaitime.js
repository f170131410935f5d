/**
 * Times as a Thai reader expects them: Bangkok, Buddhist era. Instants travel as ISO strings with a zone;
 * "wall" strings (`YYYY-MM-DDTHH:MM`) are Bangkok wall time, as date inputs give them.
 */

const OFFSET_MS = 7 * 3600 * 1000; // Thailand has one zone and no summer time.

const MONTHS = ['มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน', 'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'];
const SHORT_MONTHS = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'];
const DAYS = ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์'];

/** Bangkok parts of an instant (ms). `era` is the Buddhist year. */
export function parts(ms) {
  const shifted = new Date(ms + OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    era: shifted.getUTCFullYear() + 543,
    month: shifted.getUTCMonth(),
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

const two = (n) => String(n).padStart(2, '0');

export const clockTime = (ms) => `${two(parts(ms).hour)}:${two(parts(ms).minute)}`;

export function longDate(ms) {
  const p = parts(ms);
  return `วัน${DAYS[p.weekday]}ที่ ${p.day} ${MONTHS[p.month]} ${p.era}`;
}

export function shortDate(ms) {
  const p = parts(ms);
  return `${p.day} ${SHORT_MONTHS[p.month]} ${p.era}`;
}

export function dayKey(ms) {
  const p = parts(ms);
  return `${p.year}-${two(p.month + 1)}-${two(p.day)}`;
}

/** An instant as Bangkok wall time for an input of type datetime-local. */
export function toWall(ms) {
  const p = parts(ms);
  return `${String(p.year).padStart(4, '0')}-${two(p.month + 1)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}`;
}

/** Bangkok wall time to an instant in ms; NaN where it is not one. */
export const fromWall = (wall) => Date.parse(`${wall}:00+07:00`);

/** The next time, after `ms`, that it is `day` of a month at `hour`:00 in Bangkok. */
export function nextDayOfMonth(ms, day, hour) {
  const p = parts(ms);
  const at = (month) => Date.UTC(p.year, month, day, hour) - OFFSET_MS;
  return at(p.month) > ms ? at(p.month) : at(p.month + 1);
}

/** The first of the next month at `hour`:00 in Bangkok. */
export function firstOfNextMonth(ms, hour) {
  const p = parts(ms);
  return Date.UTC(p.year, p.month + 1, 1, hour) - OFFSET_MS;
}

/** An ISO instant with Bangkok's own offset, for the control API. */
export const toIso = (ms) => `${toWall(ms)}:${two(parts(ms).second)}+07:00`;

/** What a picked date, time or datetime value says in Thai. */
export function sayPicked(mode, value) {
  if (!value) return '';
  if (mode === 'time') return `${value} น.`;
  const ms = fromWall(mode === 'date' ? `${value}T00:00` : value);
  if (Number.isNaN(ms)) return '';
  return mode === 'date' ? longDate(ms) : `${longDate(ms)} เวลา ${clockTime(ms)} น.`;
}
