/** The levels of a plan by version, drawn by hand as SVG. */
import { dayAxis, ticks } from './axes.js';
import { toPixels } from './decimal.js';
import { escape, figure, price } from './format.js';

/** Stop and target of a plan as staircases by version, rings where a night widened them, fills as marks. */
export const levelChart = (element, { plan, history, fills, mark, boundaries, from, to }) => {
  const width = element.clientWidth;
  const shown = (v) => price(v, mark ?? plan.stop_price ?? v);
  const height = element.clientHeight;
  if (!width || !height) return;
  const narrow = width < 520;
  const R = narrow ? 78 : 84;
  const T = 10;
  const B = 22;
  const right = width - R;
  // A late fill makes a later version of an earlier time: a version stands from when the one before it stood, at the earliest.
  let since = 0;
  const steps = [...history].sort((a, b) => a.version - b.version || (a.occurred_at < b.occurred_at ? -1 : 1))
    .map((h) => ({ ...h, t: (since = Math.max(since, Date.parse(h.occurred_at))) }));
  const taken = new Set();
  const trades = fills.map((f) => ({ ...f, t: Date.parse(f.occurred_at) })).filter((f) => {
    // Fills of one order stand on one another: one mark for each few pixels and side says enough.
    const slot = `${f.side}${Math.round(((f.t - from) / (to - from || 1)) * (right / 9))}`;
    const first = f.t >= from && f.t <= to && !taken.has(slot);
    if (first) taken.add(slot);
    return first;
  });
  const values = [plan.entry_price, plan.stop_price, plan.target_price, mark, ...steps.flatMap((h) => [h.stop_price, h.target_price]), ...trades.map((f) => f.price)]
    .filter((v) => v !== null && v !== undefined).map(toPixels);
  let low = Math.min(...values);
  let high = Math.max(...values);
  const pad = (high - low) * 0.06 || 1;
  low -= pad;
  high += pad;
  const x = (t) => ((t - from) / (to - from || 1)) * right;
  const y = (v) => T + ((high - v) / (high - low)) * (height - T - B);
  const { lines, labels } = dayAxis({ boundaries, from, to, x, right, top: T, bottom: B, height, narrow });
  const stair = (key) => {
    const known = steps.filter((h) => h[key] !== null && h[key] !== undefined);
    return known.map((h, i) => {
      const a = Math.max(0, x(h.t));
      const z = known[i + 1] ? x(known[i + 1].t) : right;
      const level = y(toPixels(h[key])).toFixed(1);
      return `${i ? 'L' : 'M'}${a.toFixed(1)} ${level}L${z.toFixed(1)} ${level}`;
    }).join('');
  };
  const rings = steps.filter((h) => h.change === 'widened' && h.stop_price !== null)
    .map((h) => `<circle class="wd" cx="${x(h.t).toFixed(1)}" cy="${y(toPixels(h.stop_price)).toFixed(1)}" r="3"><title>version ${h.version}, widened overnight</title></circle>`).join('');
  const marks = trades.map((f) => {
    const px = x(f.t);
    const py = y(toPixels(f.price));
    const up = f.side === 'BUY';
    return `<path class="tm ${up ? 'buy' : 'sell'}" d="M${px.toFixed(1)} ${(py + (up ? 3 : -3)).toFixed(1)}l6 ${up ? 9 : -9}h-12z"><title>${f.side} ${f.quantity} at ${price(f.price)}</title></path>`;
  }).join('');
  const tags = [['t', 'Target', plan.target_price], ['m', 'Mark', mark], ['s', 'Stop', plan.stop_price], ['e', 'Entry', plan.entry_price]]
    .filter((t) => t[2] !== null && t[2] !== undefined)
    .map(([k, name, value]) => ({ k, name, value, y: y(toPixels(value)) })).sort((a, b) => a.y - b.y);
  for (let i = 1; i < tags.length; i++) tags[i].y = Math.max(tags[i].y, tags[i - 1].y + 20);
  const grid = ticks(low, high, 6).map((v) => `<line class="grid" x1="0" x2="${right}" y1="${y(v).toFixed(1)}" y2="${y(v).toFixed(1)}"/>${
    tags.some((t) => Math.abs(t.y - y(v)) < 18) ? '' : `<text class="ax" x="${width - 6}" y="${(y(v) + 4).toFixed(1)}" text-anchor="end">${figure(v.toFixed(0), 0)}</text>`}`).join('');
  const level = (value, cls) => (value === null || value === undefined ? '' : `<line class="${cls}" x1="0" x2="${right}" y1="${y(toPixels(value)).toFixed(1)}" y2="${y(toPixels(value)).toFixed(1)}"/>`);
  element.innerHTML = `<svg width="${width}" height="${height}" role="img" aria-label="Levels of plan ${escape(plan.plan_id)} by version: ${tags.map((t) => `${t.name.toLowerCase()} ${shown(t.value)}`).join(', ')}">${grid}${lines}
    ${level(plan.entry_price, 'le')}${level(mark, 'lm')}<path class="ls" d="${stair('stop_price')}"/><path class="lt" d="${stair('target_price')}"/>${rings}${marks}
    ${tags.map((t) => `<g class="lv lv-${t.k}"><rect x="${right + 4}" y="${(t.y - 9).toFixed(1)}" width="${R - 5}" height="18" rx="4"/><text x="${right + 10}" y="${(t.y + 4).toFixed(1)}">${t.name[0]}</text><text x="${width - 6}" y="${(t.y + 4).toFixed(1)}" text-anchor="end">${shown(t.value)}</text></g>`).join('')}${labels}</svg>`;
};
