/** The equity curve with drawdown, days, fills and cash flows, drawn by hand as SVG. */
import { dayAxis, path, ticks } from './axes.js';
import { add, negate, subtract, toPixels } from './decimal.js';
import { change, escape, figure } from './format.js';

/**
 * `points` [{at, equity, net_pnl, drawdown}] in order; `drawdown` is an amount. `mode` is equity or pnl: the latter is
 * free of cash flows and begins at zero.
 */
export const equityChart = (element, { points, fills, cashFlows, boundaries, from, to, mode, currency, clock }) => {
  const width = element.clientWidth;
  const height = element.clientHeight;
  if (!width || !height) return;
  const known = points.filter((p) => (mode === 'pnl' ? p.net_pnl : p.equity) !== null);
  if (known.length < 2) {
    element.innerHTML = '<p class="empty-s chart-none">The curve begins with the second valuation of this period.</p>';
    element.onpointermove = element.onpointerleave = element.onkeydown = null;
    return;
  }
  const narrow = width < 520;
  const R = narrow ? 54 : 58;
  const L = 2;
  const T = 16;
  const B = 20;
  const depth = narrow ? 34 : 46;
  const gap = 12;
  const base = mode === 'pnl' ? known[0].net_pnl : null;
  const shown = (p) => (mode === 'pnl' ? subtract(p.net_pnl, base) : p.equity);
  const series = known.map((p) => ({ ...p, t: Date.parse(p.at), v: toPixels(shown(p)), d: toPixels(p.drawdown) || 0 }));
  const right = width - R;
  const x = (t) => L + ((t - from) / (to - from || 1)) * (right - L);
  const plot = height - T - B - depth - gap;
  let low = Math.min(...series.map((p) => p.v));
  let high = Math.max(...series.map((p) => p.v));
  const pad = (high - low) * 0.09 || Math.abs(high) * 0.01 || 1;
  low -= pad;
  high += pad;
  const y = (v) => T + ((high - v) / (high - low)) * plot;
  const zero = T + plot + gap;
  const deepest = series.reduce((a, b) => (b.d > a.d ? b : a));
  const under = (d) => zero + (d / (deepest.d || 1)) * (depth - 2);
  const first = series[0];
  const last = series[series.length - 1];
  const line = series.map((p) => [x(p.t), y(p.v)]);
  const area = `${path(line)}L${x(last.t).toFixed(1)} ${T + plot}L${x(first.t).toFixed(1)} ${T + plot}Z`;
  const falls = series.map((p) => [x(p.t), under(p.d)]);
  const fallArea = `${path(falls)}L${x(last.t).toFixed(1)} ${zero}L${x(first.t).toFixed(1)} ${zero}Z`;
  const { lines, labels } = dayAxis({ boundaries, from, to, x, right, top: T, bottom: B, height, narrow });
  const lastY = y(last.v);
  const digits = high - low < 8 ? 2 : 0;
  const grid = ticks(low, high, narrow ? 3 : 4)
    .map((v) => `<line class="grid" x1="${L}" x2="${right}" y1="${y(v).toFixed(1)}" y2="${y(v).toFixed(1)}"/>${
      Math.abs(y(v) - lastY) < 15 ? '' : `<text class="ax" x="${right + 8}" y="${(y(v) + 4).toFixed(1)}">${figure(v.toFixed(digits), digits)}</text>`}`)
    .join('');
  const near = (t) => {
    let found = first;
    for (const p of series) {
      if (p.t > t) break;
      found = p;
    }
    return found;
  };
  const within = (t) => t >= from && t <= to;
  // Where many fills stand close together their marks would be a wall: one for each few pixels and side says enough.
  const taken = new Map();
  const trades = fills
    .map((f) => ({ ...f, t: Date.parse(f.occurred_at) }))
    .filter((f) => within(f.t) && !f.cancelled)
    .filter((f) => {
      const slot = `${f.side}${Math.round(x(f.t) / 9)}`;
      taken.set(slot, (taken.get(slot) || 0) + 1);
      return taken.get(slot) === 1;
    })
    .map((f) => {
      const px = x(f.t);
      const py = y(near(f.t).v);
      const up = f.side === 'BUY';
      return `<path class="tm ${up ? 'buy' : 'sell'}" d="M${px.toFixed(1)} ${(py + (up ? 7 : -7)).toFixed(1)}l5 ${up ? 8 : -8}h-10z"><title>${f.side} ${f.quantity} ${escape(f.symbol)} at ${figure(f.price)}</title></path>`;
    })
    .join('');
  const flows = mode === 'pnl' ? '' : cashFlows
    .map((c) => ({ ...c, t: Date.parse(c.at) }))
    .filter((c) => within(c.t))
    .map((c) => {
      const px = x(c.t);
      const py = y(near(c.t).v);
      const out = ['WITHDRAWAL', 'TRANSFER_OUT'].includes(c.kind);
      const says = `${change(out ? negate(c.amount) : c.amount, 0)} ${c.kind.toLowerCase().replace('_', ' ')}`;
      const label = narrow || px > right - 110 ? '' : `<text class="ax strong" x="${(px + 8).toFixed(1)}" y="${(py + 18).toFixed(1)}">${says}</text>`;
      return `<path class="tm dep" d="M${px.toFixed(1)} ${(py - 5).toFixed(1)}l5 5-5 5-5-5z"><title>${says}</title></path>${label}`;
    })
    .join('');
  const name = mode === 'pnl' ? 'Net PnL' : 'Equity';
  const label = `${name} from ${figure(shown(first))} to ${figure(shown(last))} ${currency}, deepest drawdown ${figure(deepest.drawdown ?? '0')} ${currency}`;
  element.innerHTML = `<svg width="${width}" height="${height}" role="img" aria-label="${label}"><defs><linearGradient id="under-equity" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="var(--chart)" stop-opacity=".16"/><stop offset="1" stop-color="var(--chart)" stop-opacity="0"/></linearGradient></defs>
    ${grid}${lines}<path d="${area}" fill="url(#under-equity)"/><path class="eq" d="${path(line)}"/>${trades}${flows}<circle class="dot" cx="${x(last.t).toFixed(1)}" cy="${lastY.toFixed(1)}" r="3.5"/>
    <g class="tag"><rect x="${right + 3}" y="${(lastY - 9).toFixed(1)}" width="${R - 4}" height="18" rx="4"/><text x="${right + 8}" y="${(lastY + 4).toFixed(1)}">${figure(shown(last), digits)}</text></g>
    <line class="grid0" x1="${L}" x2="${right}" y1="${zero}" y2="${zero}"/><path class="dda" d="${fallArea}"/><path class="ddl" d="${path(falls)}"/><text class="ax" x="${right + 8}" y="${zero + 4}">0</text>${
      deepest.d ? `<text class="ax down" x="${right + 8}" y="${zero + depth - 1}">${change(negate(deepest.drawdown), deepest.d < 100 ? 2 : 0)}</text>` : ''}
    ${labels}<g class="cur" hidden><line class="cx" y1="${T}" y2="${height - B}"/><circle r="3.5" class="dot"/></g></svg><div class="tip" hidden></div>`;
  const cursor = element.querySelector('.cur');
  const tip = element.querySelector('.tip');
  const show = (p) => {
    const px = x(p.t);
    cursor.removeAttribute('hidden');
    const [rule, dot] = cursor.children;
    rule.setAttribute('x1', px);
    rule.setAttribute('x2', px);
    dot.setAttribute('cx', px);
    dot.setAttribute('cy', y(p.v));
    tip.hidden = false;
    tip.innerHTML = `<b>${clock.weekday(p.at)} ${clock.minute(p.at)}</b><span>${name} <em>${figure(shown(p))}</em></span><span>Drawdown <em>${figure(negate(p.drawdown ?? '0'))}</em></span>`;
    tip.style.left = `${Math.max(0, px + 184 > right ? px - 180 : px + 10)}px`;
  };
  const hide = () => {
    cursor.setAttribute('hidden', '');
    tip.hidden = true;
  };
  element.onpointermove = (e) => {
    const px = e.clientX - element.getBoundingClientRect().left;
    if (px < right) show(near(from + ((px - L) / (right - L)) * (to - from)));
  };
  element.onpointerleave = hide;
  let at = series.length - 1;
  element.onkeydown = (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (e.key === 'Escape') hide();
    if (!by) return;
    at = Math.max(0, Math.min(series.length - 1, at + by * Math.max(1, Math.round(series.length / 60))));
    show(series[at]);
    e.preventDefault();
  };
};

/** The snapshots of the service, continued by what the stream has brought since. */
export const continued = (points, valuations) => {
  const last = points[points.length - 1];
  let peak = last ? add(last.net_pnl, last.drawdown) : null;
  const later = valuations.filter((v) => !last || v.as_of > last.at).map((v) => {
    if (v.net_pnl !== null && (peak === null || toPixels(v.net_pnl) > toPixels(peak))) peak = v.net_pnl;
    return { at: v.as_of, equity: v.equity, net_pnl: v.net_pnl, drawdown: subtract(peak, v.net_pnl) };
  });
  return [...points, ...later];
};
