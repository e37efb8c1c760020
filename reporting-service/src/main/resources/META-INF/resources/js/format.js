/** How figures and times look. One place decides: minus signs, thousands, zeros, unknown values, timezones. */
import { absolute, compare, divide, isDecimal, round, sign, significantScale } from './decimal.js';

export const MINUS = '\u2212';
export const NB = '\u00a0';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => ESCAPES[c]);

/** Unknown is a dash that says why, never a zero. */
export const missing = (why = 'not known') =>
  `<span class="dim miss" title="${escape(why)}">–<span class="vh"> ${escape(why)}</span></span>`;

const plain = (value, digits) => {
  const rounded = round(value, digits);
  const [whole, fraction] = absolute(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return { text: fraction ? `${grouped}.${fraction}` : grouped, sign: sign(rounded) };
};

/** `1,234.50`, `−3.00`; no plus. */
export const figure = (value, digits = 2) => {
  const p = plain(value, digits);
  return (p.sign < 0 ? MINUS : '') + p.text;
};

/** `+1,234.50`, `−3.00`, `0.00`: for changes. */
export const change = (value, digits = 2) => {
  const p = plain(value, digits);
  return (p.sign < 0 ? MINUS : p.sign > 0 ? '+' : '') + p.text;
};

export const tone = (value, digits = 2) => ['down', 'flat', 'up'][sign(round(value, digits)) + 1];
const GLYPH = { up: '▲', down: '▼', flat: '■' };

/** Money, or a dash that says why. */
export const money = (value, { digits = 2, why } = {}) =>
  value === null || value === undefined ? missing(why) : `<span class="n">${figure(value, digits)}</span>`;

/** A change of money: shape first, then sign, colour last. */
export const delta = (value, { digits = 2, glyph = true, why } = {}) => {
  if (value === null || value === undefined) return missing(why);
  const t = tone(value, digits);
  const mark = glyph ? `<i class="g" aria-hidden="true">${GLYPH[t]}</i>` : '';
  return `<span class="n ${t}">${mark}${change(value, digits)}</span>`;
};

/** All digits that matter, at most eight. */
export const quantity = (value) => figure(value, Math.min(8, significantScale(value)));

/** Prices keep the digits that the market gave them, two at least. */
export const price = (value, like = value) => figure(value, Math.max(2, Math.min(8, significantScale(like))));

/** `part / whole` as a signed percentage, or null. */
export const ratio = (part, whole) => divide(part, whole, 8);
export const percent = (value, digits = 2) => change(shift2(value), digits) + NB + '%';
export const share = (value, digits = 0) => figure(shift2(value), digits) + NB + '%';
const shift2 = (value) => divide(value, '0.01', 8);

/** What a check saw: numbers as numbers, words as they are. Small money keeps the digits that make it more than zero. */
export const observed = (value, currency, unit) => {
  if (value === null || value === undefined || value === '') return '';
  if (!isDecimal(value)) return escape(value);
  if (currency) return figure(value, tone(value) === 'flat' || compare(absolute(value), '1') < 0 ? Math.max(2, Math.min(6, significantScale(value))) : 2);
  if (unit === 'ratio') return quantity(round(value, 2));
  return quantity(value) + (unit ? NB + escape(unit) : '');
};

// Times. Everything is shown in the timezone of the portfolio.

const formats = new Map();
const formatter = (zone, options) => {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }));
  return formats.get(key);
};

const fields = (instant, zone) => {
  const out = {};
  const parts = formatter(zone, {
    weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(new Date(instant));
  for (const p of parts) out[p.type] = p.value;
  out.month = out.month.slice(0, 3); // "Sept" in en-GB
  return out;
};

/** Times in one timezone. */
export const clock = (zone) => {
  const of = (instant) => fields(instant, zone);
  return {
    zone,
    minute: (t) => { const f = of(t); return `${f.hour}:${f.minute}`; },
    second: (t) => { const f = of(t); return `${f.hour}:${f.minute}:${f.second}`; },
    day: (t) => { const f = of(t); return `${f.day}${NB}${f.month}`; },
    weekday: (t) => { const f = of(t); return `${f.weekday}${NB}${f.day}${NB}${f.month}`; },
    full: (t) => { const f = of(t); return `${f.weekday} ${f.day} ${f.month} ${f.hour}:${f.minute}:${f.second}`; },
    /** The date there, as `2013-11-28`. */
    date: (t) => formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
      .format(new Date(t)).split('/').reverse().join('-'),
  };
};

/** `AEDT`, `EST`, else `GMT+5:30`: the first language that has a name for it. */
export const zoneAbbreviation = (zone, instant) => {
  let name = '';
  for (const language of ['en-AU', 'en-US', 'en-GB', 'en-NZ', 'en-IN', 'en-ZA']) {
    name = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(new Date(instant)).find((p) => p.type === 'timeZoneName').value;
    if (!/^(GMT|UTC)[+-]/.test(name)) return name;
  }
  return name;
};

export const zoneCity = (zone) => zone.split('/').pop().replace(/_/g, ' ');

const utcDay = formatter('UTC', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** `Thu 28 Nov` of a calendar date, whatever the timezone. */
export const dayName = (date, { year = false, weekday = true, month = true } = {}) => {
  const f = {};
  for (const p of utcDay.formatToParts(new Date(`${date}T00:00:00Z`))) f[p.type] = p.value;
  return [weekday && f.weekday, f.day, month && f.month.slice(0, 3), year && f.year].filter(Boolean).join(NB);
};

export const utcMinute = (t) => new Date(t).toISOString().slice(0, 16).replace('T', ' ') + 'Z';

/** Age in one or two units: `0.4 s`, `48 s`, `17 min`, `3 h 20 min`, `6 d 7 h`. */
export const age = (milliseconds) => {
  const s = Math.max(0, milliseconds) / 1000;
  if (s < 10) return `${s.toFixed(1)}${NB}s`;
  if (s < 90) return `${Math.floor(s)}${NB}s`;
  const m = Math.floor(s / 60);
  if (m < 60) return `${m}${NB}min`;
  const h = Math.floor(m / 60);
  if (h < 24) return m % 60 ? `${h}${NB}h ${m % 60}${NB}min` : `${h}${NB}h`;
  return h % 24 ? `${Math.floor(h / 24)}${NB}d ${h % 24}${NB}h` : `${Math.floor(h / 24)}${NB}d`;
};

export const plural = (count, one, many = one + 's') => `${count} ${Number(count) === 1 ? one : many}`;

/** `GROSS_EXPOSURE` as `Gross exposure`. */
export const words = (code) => {
  const text = String(code).toLowerCase().replace(/[_-]/g, ' ').replace(/\bllm\b/g, 'LLM').replace(/\bpnl\b/g, 'PnL');
  return text[0].toUpperCase() + text.slice(1);
};
