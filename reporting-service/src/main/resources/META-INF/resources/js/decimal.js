/**
 * Exact decimals. Amounts arrive as strings in plain notation and stay exact: a sum of shown figures is a sum of what
 * the service sent, to the last digit. Floats are for the position of a pixel and nothing else (`toPixels`).
 *
 * Every function takes strings and answers strings, and `null` (unknown) in gives `null` out.
 */
const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const read = (text) => {
  const m = PLAIN.exec(String(text));
  if (!m) throw new Error(`Not a decimal in plain notation: ${text}`);
  const fraction = m[3] || '';
  const units = BigInt(m[2] + fraction);
  return { units: m[1] === '-' ? -units : units, scale: fraction.length };
};

const write = ({ units, scale }) => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return (units < 0n ? '-' : '') + whole + (scale ? '.' + digits.slice(digits.length - scale) : '');
};

const unknown = (...values) => values.some((v) => v === null || v === undefined);
const pow10 = (n) => 10n ** BigInt(n);
const to = (d, scale) => d.units * pow10(scale - d.scale);

/** Half away from zero, as figures are read by people. */
const divideRounded = (a, b) => {
  const negative = a < 0n !== b < 0n;
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  const q = (2n * x + y) / (2n * y);
  return negative ? -q : q;
};

export const add = (a, b) => {
  if (unknown(a, b)) return null;
  const x = read(a);
  const y = read(b);
  const scale = Math.max(x.scale, y.scale);
  return write({ units: to(x, scale) + to(y, scale), scale });
};

export const negate = (a) => {
  if (unknown(a)) return null;
  const d = read(a);
  return write({ units: -d.units, scale: d.scale });
};

export const subtract = (a, b) => (unknown(a, b) ? null : add(a, negate(b)));

export const multiply = (a, b) => {
  if (unknown(a, b)) return null;
  const x = read(a);
  const y = read(b);
  return write({ units: x.units * y.units, scale: x.scale + y.scale });
};

/** a / b with `digits` after the point; unknown where b is zero. */
export const divide = (a, b, digits) => {
  if (unknown(a, b)) return null;
  const x = read(a);
  const y = read(b);
  if (y.units === 0n) return null;
  const shift = digits + y.scale - x.scale;
  const top = shift >= 0 ? x.units * pow10(shift) : x.units;
  const bottom = shift >= 0 ? y.units : y.units * pow10(-shift);
  return write({ units: divideRounded(top, bottom), scale: digits });
};

export const sum = (values) => values.reduce((total, v) => add(total, v), '0');

/** Below, at or above zero as -1, 0, 1; `null` where unknown. */
export const sign = (a) => {
  if (unknown(a)) return null;
  const { units } = read(a);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
};

export const compare = (a, b) => sign(subtract(a, b));
export const absolute = (a) => (sign(a) === -1 ? negate(a) : a);

export const round = (a, digits) => {
  if (unknown(a)) return null;
  const d = read(a);
  if (d.scale <= digits) return write({ units: to(d, digits), scale: digits });
  return write({ units: divideRounded(d.units, pow10(d.scale - digits)), scale: digits });
};

/** How many digits after the point matter. */
export const significantScale = (a) => {
  const fraction = (PLAIN.exec(String(a)) || [])[3] || '';
  return fraction.replace(/0+$/, '').length;
};

export const isDecimal = (text) => PLAIN.test(String(text));

/** For the position of a pixel only. Never show what this answers. */
export const toPixels = (a) => (unknown(a) ? NaN : Number(a));
