/** What the charts share: round values, paths, days along the bottom. */
import { dayName } from './format.js';

/** Round values between low and high, about `count` of them. */
export const ticks = (low, high, count) => {
  const span = high - low || 1;
  const magnitude = 10 ** Math.floor(Math.log10(span / count));
  const size = [1, 2, 2.5, 5, 10].map((k) => k * magnitude).find((s) => s >= span / count);
  const out = [];
  for (let v = Math.ceil(low / size) * size; v <= high + 1e-9; v += size) out.push(+v.toFixed(8));
  return out;
};

export const path = (points) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
const DAY = 864e5;

/** Labels of days along the bottom: the middle of a day where there is room, else its beginning. */
export const dayAxis = ({ boundaries, from, to, x, right, top, bottom, height, narrow }) => {
  const span = (to - from) / DAY;
  const every = span < 10 ? 1 : span < 40 ? 7 : span < 120 ? 14 : Math.ceil(span / 8);
  let lines = '';
  let labels = '';
  let last = -Infinity;
  boundaries.forEach((b, i) => {
    const at = Date.parse(b.at);
    const next = boundaries[i + 1] ? Date.parse(boundaries[i + 1].at) : to;
    if (at > from && at < to && span < 40) lines += `<line class="bound" x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="${top}" y2="${height - bottom}"/>`;
    const a = Math.max(from, at);
    const z = Math.min(to, next);
    if (z <= a || i % every) return;
    const middle = span < 10;
    const room = x(z) - x(a);
    const at2 = middle ? (x(a) + x(z)) / 2 : x(a) + 2;
    if ((middle && room < (narrow ? 15 : 26)) || at2 - last < (narrow ? 20 : 44) || at2 > right - 6) return;
    last = at2;
    const name = middle
      ? narrow || room < 40 ? String(+b.date.slice(8)) : dayName(b.date, { month: false })
      : dayName(b.date, { weekday: false });
    labels += `<text class="ax" x="${at2.toFixed(1)}" y="${height - 5}" text-anchor="${middle ? 'middle' : 'start'}">${name}</text>`;
  });
  return { lines, labels };
};
