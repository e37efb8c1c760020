/** Pieces that pages are made of. Each is a function of figures to markup and holds no state. */
import { add, compare, multiply, negate, sign, significantScale, subtract, sum, toPixels } from './decimal.js';
import {
  change, delta, escape, figure, missing, money, percent, price, quantity, ratio, share, tone, words,
} from './format.js';
import { icons } from './icons.js';

const missingReason = (list = []) =>
  list.map((m) => `no ${escape(m.what)} of ${escape(m.symbol || m.pair || '')}`).join(', ') || 'not known';

/** Why figures that depend on a mark or a rate are unknown, as a sentence. */
export const why = missingReason;

export const panel = (id, title, body, { cls = '', extra = '' } = {}) =>
  `<section class="panel ${cls}" aria-labelledby="h-${id}"><header class="ph"><h2 id="h-${id}">${title}</h2>${extra}</header>${body}</section>`;

export const head = (title, about = '', extra = '', cls = '') =>
  `<div class="head ${cls}"><div><h1 id="page-title">${title}</h1>${about ? `<p>${about}</p>` : ''}</div>${extra ? `<div class="head-x">${extra}</div>` : ''}</div>`;

/** A choice that stands in the address. */
export const choice = (label, key, items, current) =>
  `<div class="segc" role="group" aria-label="${label}">${items
    .map(([value, name]) => `<button type="button" data-set="${key}=${value}" aria-pressed="${value === current}">${name}</button>`)
    .join('')}</div>`;

/** A table that scrolls in its own labelled region, so that the page never does. */
export const table = (label, columns, rows, { cls = '', box = '', foot = '' } = {}) =>
  `<div class="scroll ${box}" tabindex="0" role="region" aria-label="${label}, scrolls"><table class="tb ${cls}"><thead><tr>${columns
    .map(([name, kind]) => `<th scope="col" ${kind === 'num' ? 'class="num"' : ''}>${name}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('')}</tbody>${foot ? `<tfoot>${foot}</tfoot>` : ''}</table></div>`;

export const nothing = (text) => `<p class="empty-s">${text}</p>`;

/** Sides are told by shape, not by colour. */
export const side = (value) =>
  `<span class="sd ${value}"><i class="g" aria-hidden="true">${value === 'BUY' ? '▲' : '▽'}</i>${value}</span>`;

export const direction = (quantityHeld, big = false) => {
  const s = sign(quantityHeld);
  return `<span class="direction ${big ? 'big' : ''}">${s < 0 ? 'SHORT' : s > 0 ? 'LONG' : 'FLAT'}</span>`;
};

const VERDICTS = {
  APPROVED: ['ok', 'Approved', icons.ok],
  REJECTED: ['bad', 'Rejected', icons.cross],
  PASS: ['ok', 'Pass', icons.ok],
  WARN: ['warn', 'Warn', icons.alert],
  REJECT: ['bad', 'Reject', icons.cross],
};
export const verdict = (value) => {
  const [cls, name, shape] = VERDICTS[value] || ['', words(value), ''];
  return `<span class="vd ${cls}">${shape}${name}</span>`;
};

const LEVELS = { bad: ['Critical', icons.stop], warn: ['Warning', icons.alert], info: ['Note', icons.info] };
export const attention = (items) =>
  `<ul class="atts">${items
    .map((a) => `<li class="att ${a.level}" data-key="${escape(a.key)}"><span class="att-i">${LEVELS[a.level][1]}<span class="vh">${LEVELS[a.level][0]}:</span></span><div><b>${escape(a.title)}</b>${a.detail ? `<p>${escape(a.detail)}</p>` : ''}</div>${
      a.href ? `<a href="${a.href}" aria-label="${escape(a.action)}: ${escape(a.title)}">${escape(a.action)}</a>` : ''}</li>`)
    .join('')}</ul>`;

const CAPS = {
  MAX_TOTAL_EXPOSURE: () => 'Gross exposure',
  MAX_SYMBOL_EXPOSURE: (c) => `${c.symbol} exposure`,
  MAX_POSITIONS: () => 'Positions',
  MAX_OPEN_ORDERS: (c) => `Open orders${c.symbol ? `, ${c.symbol}` : ''}`,
  LLM_COST_CAP: (c) => `LLM cost${c.window ? `, ${c.window}` : ''}`,
  DRAWDOWN: () => 'Drawdown from peak',
};
export const capName = (cap) => (CAPS[cap.cap] ? CAPS[cap.cap](cap) : words(cap.cap));

/** How much of a cap is left; a notch at 90%, hatched above it. `used` counts positions plus reservations. */
export const gauge = (cap) => {
  const name = escape(capName(cap));
  const key = `data-key="${escape(cap.cap + (cap.symbol || ''))}"`;
  const off = (says) => `<li class="gauge off" ${key}><div class="gl"><span>${name}</span><span>${says}</span></div></li>`;
  if (cap.limit === null || cap.limit === undefined) return off('off');
  const money = cap.unit && cap.unit !== 'fraction';
  const amount = (v) => (cap.unit === 'fraction' ? share(v, 1) : figure(v, money ? 2 : 0));
  const limit = money && significantScale(String(cap.limit)) === 0 ? figure(String(cap.limit), 0) : amount(String(cap.limit));
  if (cap.used === null || cap.share === null) return off(`${missing()} left of ${limit}`);
  const level = compare(cap.share, '1') >= 0 ? 'bad' : compare(cap.share, '0.9') >= 0 ? 'warn' : 'okk';
  const full = Math.min(100, Math.max(0, toPixels(cap.share) * 100));
  const now = compare(String(cap.used), String(cap.limit)) > 0 ? cap.limit : cap.used;
  const held = money && cap.reserved && sign(cap.reserved) > 0 ? `, ${amount(cap.reserved)} of it reserved` : '';
  return `<li class="gauge ${level}" ${key}><div class="gl"><span>${name}</span><span class="n"><b>${amount(cap.left)}</b> <span class="of">left of ${limit}</span></span></div>
    <div class="gb"><div class="gt" role="meter" aria-label="${name}" aria-valuemin="0" aria-valuemax="${cap.limit}" aria-valuenow="${now}" aria-valuetext="${amount(String(cap.used))} of ${limit} used${held}" title="${amount(String(cap.used))} used${held}"><i style="width:${full.toFixed(1)}%"></i><u></u></div><span class="gp n ${level}">${level === 'okk' ? '' : '▲ '}${share(cap.share)}</span></div></li>`;
};

/** Where a plan stands: distances to its levels as fractions of the mark, what is lost or locked in at each. */
export const planFigures = (plan, mark) => {
  const towards = plan.side === 'SELL' ? negate : (x) => x;
  const at = (level) => (plan.entry_price === null ? null : towards(multiply(subtract(level, plan.entry_price), plan.quantity)));
  return {
    toStop: ratio(subtract(plan.stop_price, mark), mark),
    toTarget: ratio(subtract(plan.target_price, mark), mark),
    ifStopped: plan.stop_price === null ? null : at(plan.stop_price),
    ifTarget: plan.target_price === null ? null : at(plan.target_price),
  };
};

export const byNearestStop = (mark) => (a, b) => {
  const distance = (p) => {
    const d = planFigures(p, mark).toStop;
    return d === null ? Infinity : Math.abs(toPixels(d));
  };
  return distance(a) - distance(b);
};

/** Stop, entry, target and mark on one axis. Hatched is at risk, solid is locked in, outlined is to gain. */
export const strip = (plan, mark, { compact = false } = {}) => {
  const stop = plan.stop_price;
  const target = plan.target_price;
  const entry = plan.entry_price ?? plan.entry_limit ?? null;
  const known = [stop, target, entry, mark].filter((v) => v !== null && v !== undefined).map(toPixels);
  if (known.length < 2) return '<span class="empty-s">no levels yet</span>';
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const x = (v) => +(((toPixels(v) - low + span * 0.03) / (span * 1.06)) * 100).toFixed(2);
  const zone = (a, b, cls) =>
    a === null || b === null ? '' : `<i class="z ${cls}" style="left:${Math.min(x(a), x(b))}%;width:${Math.abs(x(b) - x(a)).toFixed(2)}%"></i>`;
  const point = (v, cls) => (v === null ? '' : `<i class="pt ${cls}" style="left:${x(v)}%"></i>`);
  const long = plan.side !== 'SELL';
  const locked = stop !== null && entry !== null && compare(stop, entry) === (long ? 1 : -1);
  const zones = locked
    ? zone(entry, stop, 'lock') + zone(stop, mark, 'risk') + zone(mark, target, 'rew')
    : zone(stop, entry ?? mark, 'risk') + zone(entry ?? mark, target, 'rew');
  const rail = `${zones}${point(entry, 'e')}${point(stop, 's')}${point(target, 't')}${point(mark, 'm')}`;
  const f = planFigures(plan, mark);
  const shown = (v) => price(v, mark ?? v);
  // What has no position yet has nothing at risk: it says where it would enter.
  const waits = plan.status === 'OPEN' && !plan.suspended;
  const said = [stop !== null && `stop ${shown(stop)}`, entry !== null && `entry ${shown(entry)}`, mark !== null && `mark ${shown(mark)}`,
    target !== null && `target ${shown(target)}`].filter(Boolean).join(', ');
  const far = waits ? [plan.entry_limit ? `enters at ${shown(plan.entry_limit)}` : 'enters at market']
    : [f.toStop !== null && `${percent(f.toStop, 1)} to stop`, f.toTarget !== null && `${percent(f.toTarget, 1)} to target`];
  const label = escape(`Plan ${plan.plan_id}: ${said}. ${far.filter(Boolean).join(', ')}.`);
  if (compact)
    return `<span class="strip c" role="img" aria-label="${label}"><span class="rail">${rail}</span><span class="ends"><span>${far[0] || ''}</span><span>${far[1] || ''}</span></span></span>`;
  const labels = [['s', 'Stop', stop], ['e', 'Entry', entry], ['t', 'Target', target]]
    .filter((l) => l[2] !== null).map(([k, name, value]) => ({ k, name, value, x: x(value) })).sort((a, b) => a.x - b.x);
  const gap = 22;
  for (let i = 1; i < labels.length; i++) labels[i].x = Math.max(labels[i].x, labels[i - 1].x + gap);
  const end = labels.length - 1;
  if (labels[end]?.x > 98) {
    labels[end].x = 98;
    for (let i = end - 1; i >= 0; i--) labels[i].x = Math.min(labels[i].x, labels[i + 1].x - gap);
  }
  const place = (l, i) => (i === 0 && l.x < 12 ? 'first' : i === end && l.x > 88 ? 'last' : '');
  return `<div class="strip" role="img" aria-label="${label}">${mark === null ? '' : `<div class="mk" style="left:${Math.max(9, Math.min(91, x(mark)))}%"><b class="n">${price(mark)}</b> <span>mark</span></div>`}<div class="rail">${rail}</div>
    <div class="lbls">${labels.map((l, i) => `<span class="lb ${l.k} ${place(l, i)}" style="left:${l.x}%"><span>${l.name}</span><b class="n">${shown(l.value)}</b></span>`).join('')}</div></div>`;
};

/**
 * From gross to net: steps hang from each other on one zero line. `day` has costs as positive amounts; a step that is
 * not known is a dash, and then no bar is drawn.
 */
export const ladder = (day, { full = true, open = false } = {}) => {
  const steps = full
    ? [['Realized', day.realized_pnl], ['Change of unrealized', day.unrealized_pnl_change], ['FX', day.fx_pnl],
       ['Fees', negate(day.fees)], ['LLM cost', negate(day.llm_cost)], ['Other costs', negate(day.other_costs)]]
    : [['Gross PnL', day.gross_pnl], ['Fees', negate(day.fees)], ['LLM cost', negate(day.llm_cost)], ['Other costs', negate(day.other_costs)]];
  const reason = missingReason(day.missing);
  let reached = 0;
  const drawn = steps.map(([name, value]) => {
    const from = reached;
    reached += toPixels(value);
    return { name, value, from, to: reached };
  });
  const all = [0, toPixels(day.net_pnl), ...drawn.map((d) => d.to)];
  const can = all.every(Number.isFinite);
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const x = (v) => ((v - low) / span) * 100;
  const zero = can ? `<i class="zero" style="left:${x(0).toFixed(2)}%"></i>` : '';
  const bar = (a, b, cls) => {
    if (!can) return '';
    const width = Math.max(0.6, Math.abs(x(b) - x(a)));
    const left = Math.min(x(a), x(b), 100 - width);
    return `<span class="bar">${zero}${cls ? `<i class="seg ${cls}" style="left:${left.toFixed(2)}%;width:${width.toFixed(2)}%"></i>` : ''}</span>`;
  };
  const row = (name, value, drawing = '', cls = '') =>
    `<tr class="${cls}"><th scope="row">${name}</th><td class="bc">${drawing}</td><td class="num">${value}</td></tr>`;
  const rows = drawn.map((d) => {
    const nil = d.value !== null && tone(d.value) === 'flat';
    return row(d.name, delta(d.value, { glyph: false, why: reason }), d.value === null ? '' : bar(d.from, d.to, nil ? '' : tone(d.value)), nil ? 'nil' : '');
  });
  rows.push(row('Net PnL', delta(day.net_pnl, { why: reason }), day.net_pnl === null ? '' : bar(0, toPixels(day.net_pnl), `net ${tone(day.net_pnl)}`), 'sum'));
  if (full) {
    rows.unshift(row('Equity at start', money(day.start_equity, { why: reason }), '', 'anchor'));
    const flows = day.cash_flows;
    rows.push(row('Cash flows', flows === null ? missing(reason) : `<span class="n">${change(flows)}</span>`,
      flows !== null && sign(flows) ? '<span class="off">not PnL</span>' : '', flows !== null && !sign(flows) ? 'nil' : ''));
    const rest = day.unexplained;
    const fine = rest !== null && sign(rest) === 0;
    rows.push(row('Unexplained', rest === null ? missing(reason)
      : `<span class="n ${fine ? 'up' : 'down'}"><i class="g" aria-hidden="true">${fine ? '✓' : '✕'}</i>${fine ? '0.00' : quantity(rest)}</span>`, '', fine || rest === null ? '' : 'alarm'));
    rows.push(row(open ? 'Equity now' : 'Equity at end', money(day.end_equity, { why: reason }), '', 'anchor end'));
  }
  return `<table class="ladder ${full ? 'full' : ''}"><caption class="vh">${full ? 'From equity at start to equity at end' : 'From gross to net'}</caption><tbody>${rows.join('')}</tbody></table>`;
};

/** Sums of days, for the ladder of a period. */
export const totalOf = (days) => {
  const total = (key) => sum(days.map((d) => d[key]));
  const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
  return {
    start_equity: sorted[0]?.start_equity ?? null,
    end_equity: sorted[sorted.length - 1]?.end_equity ?? null,
    realized_pnl: total('realized_pnl'),
    unrealized_pnl_change: total('unrealized_pnl_change'),
    fx_pnl: total('fx_pnl'),
    gross_pnl: total('gross_pnl'),
    fees: total('fees'),
    llm_cost: total('llm_cost'),
    other_costs: total('other_costs'),
    net_pnl: total('net_pnl'),
    cash_flows: total('cash_flows'),
    unexplained: total('unexplained'),
    trades: days.reduce((n, d) => n + Number(d.trades), 0),
    missing: days.flatMap((d) => d.missing || []),
  };
};

export const returnOn = (pnl, start, flows) => ratio(pnl, add(start, flows ?? '0'));
