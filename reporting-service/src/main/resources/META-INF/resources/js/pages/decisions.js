/** Every intent, every check, what it saw and its limit. */
import { divide, sign, subtract, toPixels } from '../decimal.js';
import { escape, figure, missing, observed, plural, price, quantity, words } from '../format.js';
import { icons } from '../icons.js';
import { daySelect } from '../lists.js';
import { choice, gauge, head, nothing, panel, side, verdict } from '../parts.js';

export const title = 'Decisions';

const outcome = (d) => {
  if (!d.order) return '';
  const { status, filled_quantity: filled, average_price: average } = d.order;
  if (status === 'FILLED') return `filled ${quantity(filled)}${average ? ` at ${price(average, d.limit_price ?? '0.00')}` : ''}`;
  return `${words(status).toLowerCase()}, ${quantity(filled ?? '0')} of ${quantity(d.quantity)} filled`;
};

const about = (d) => {
  if (d.reasons.length) return d.reasons.map((r) => `<code>${escape(r)}</code>`).join(' ');
  const warned = d.warnings ? plural(d.warnings, 'warning') : '';
  return `<span class="sub">${[outcome(d), warned].filter(Boolean).join(', ') || escape(d.reason ?? '')}</span>`;
};

/** Checks by neutral names: what was looked at, whatever came of it. Others by their code in words. */
const CHECKS = {
  UNKNOWN_PORTFOLIO: 'Portfolio', INVALID_INTENT: 'Readable intent', INVALID_QUANTITY: 'Quantity', INVALID_PRICE: 'Price', INVALID_SIDE: 'Side',
  INVALID_SYMBOL: 'Symbol', INVALID_ORDER_TYPE: 'Order type', INVALID_TIME_IN_FORCE: 'Time in force', INVALID_PLAN: 'Plan levels',
  DUPLICATE_CLIENT_ORDER_ID: 'New client order id', RUN_ENDED: 'Run', LEDGER_QUARANTINED: 'Quarantine', VENUE_DEGRADED: 'Venue', SYMBOL_ALLOWED: 'Symbol allowed',
  SHORT_NOT_ALLOWED: 'Short selling', MARK_MISSING: 'Mark', MARK_STALE: 'Mark age', RATE_MISSING: 'Exchange rate', RATE_STALE: 'Age of exchange rate',
  MAX_ORDER_VALUE: 'Order value', MIN_ORDER_VALUE: 'Smallest order value', MAX_TOTAL_EXPOSURE: 'Gross exposure', MAX_SYMBOL_EXPOSURE: 'Exposure per symbol',
  CORRELATION_BUCKET: 'Exposure of a bucket', MAX_SCOPED_EXPOSURE: 'Exposure of a scope', RECONCILIATION_MISMATCH: 'Reconciliation',
  MAX_POSITIONS: 'Position count', MAX_OPEN_ORDERS: 'Open orders per symbol', MIN_REWARD_TO_RISK: 'Reward to risk', DRAWDOWN: 'Drawdown from peak',
};
const checkName = (code) => CHECKS[code] ?? words(code);

/** Checks of a decision: those that did not pass first, with what they saw against their limit, then the others. */
const checks = (list) => {
  const order = ['REJECT', 'WARN'];
  const failed = list.filter((c) => c.verdict !== 'PASS').sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const passed = list.filter((c) => c.verdict === 'PASS');
  const saw = (c) => observed(c.observed, c.currency, c.unit);
  const limit = (c) => observed(c.limit, c.currency, c.unit);
  const numbers = (c) => [c.observed, c.limit].every((v) => v !== null && v !== undefined && /^[+-]?\d+(\.\d+)?$/.test(v));
  const rows = failed.map((c) => {
    const both = numbers(c) && sign(c.limit) > 0;
    const over = both ? subtract(c.observed, c.limit) : null;
    const part = both ? Math.min(100, Math.max(0, toPixels(divide(c.observed, c.limit, 4)) * 80)) : 0;
    return `<tr class="${c.verdict}"><td>${checkName(c.check)}${c.message ? `<small class="sub cmsg">${escape(c.message)}</small>` : ''}</td><td class="num n">${saw(c)}</td><td class="num n">${limit(c)}</td><td class="num n hide-s">${over !== null && sign(over) > 0 ? observed(over, c.currency, c.unit) : '<span class="dim">–</span>'}</td><td class="cbar">${both ? `<span class="cb"><i style="width:${part.toFixed(1)}%"></i><u></u></span>` : ''}</td><td>${verdict(c.verdict)}</td></tr>`;
  });
  const bad = failed.length
    ? `<div class="scroll" tabindex="0" role="region" aria-label="Checks that did not pass, scrolls sideways"><table class="tb checks"><thead><tr><th scope="col">Check</th><th scope="col" class="num">Saw</th><th scope="col" class="num">Limit</th><th scope="col" class="num hide-s">Over by</th><th scope="col" class="cbar"><span class="vh">Share of limit</span></th><th scope="col">Verdict</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
    : '';
  const good = passed.map((c) => {
    const s = saw(c);
    const l = limit(c);
    const alone = observed(c.observed, c.currency, c.unit === 'ratio' ? 'ratio' : null);
    const said = s && l && s !== l ? (numbers(c) ? (c.check.startsWith('MIN_') ? `${s}, at least ${l}` : `${alone} of ${l}`) : `${s}, ${l}`) : s || l;
    return `<li>${icons.ok}<span>${checkName(c.check)}</span><span class="n dim">${said}</span></li>`;
  });
  return `${bad}<h3 class="okh">${passed.length} passed</h3><ul class="oks">${good.join('')}</ul>`;
};

const row = (view, open) => (d) => {
  const what = d.symbol
    ? `<b>${side(d.side)} <span class="n">${quantity(d.quantity)}</span> ${escape(d.symbol)}</b><span class="at">${d.limit_price ? `at <span class="n">${price(d.limit_price)}</span>` : 'at market'}</span>`
    : '<b>An intent that could not be read</b>';
  const exposure = d.exposure_before === null || d.exposure_after === null ? missing('not computed')
    : `<span class="vh">Exposure </span><span class="sub">${figure(d.exposure_before, 0)}</span> <span aria-hidden="true">→</span><span class="vh"> to </span> ${figure(d.exposure_after, 0)}`;
  const fact = (name, value) => (value ? `<div><dt>${name}</dt><dd class="n">${value}</dd></div>` : '');
  const facts = [
    fact('Client order', escape(d.client_order_id)),
    fact('Bot, run', escape([d.bot_version, d.run_id === '-' ? null : d.run_id].filter(Boolean).join(', '))),
    fact('Reason given', escape(d.reason ?? '')),
    fact('Order', escape([d.order_type ? words(d.order_type) : '', d.reduce_only ? 'reduce only' : ''].filter(Boolean).join(', '))),
    fact('Became', outcome(d)),
    fact('Reserved', d.reserved && sign(d.reserved) ? `${figure(d.reserved)} ${view.currency}` : ''),
    fact('Limits', `version ${d.limits_version}`),
    fact('Largest that fits', d.suggested_quantity ? `${quantity(d.suggested_quantity)} ${escape(d.symbol?.split('/')[0] ?? '')}` : ''),
  ].join('');
  return `<details class="dec" data-key="${escape(d.client_order_id + d.occurred_at)}" ${open === d.client_order_id ? 'open' : ''}><summary><time class="n" datetime="${d.occurred_at}">${view.clock.minute(d.occurred_at)}</time>${verdict(d.verdict)}<span class="dw">${what}</span><span class="dr2">${about(d)}</span><span class="dx n">${exposure}</span>${icons.down}</summary><div class="decb"><dl class="meta">${facts}</dl>${d.checks ? checks(d.checks) : ''}</div></details>`;
};

export const render = (view) => {
  const chosen = view.address.of('verdict', 'all');
  const date = view.address.of('date');
  const after = view.address.of('after');
  const { data, problem } = view.list('decisions', { verdict: chosen === 'all' ? '' : chosen, date, limit: 100, after }, after ? '' : view.decisionsVersion);
  const items = data?.items || [];
  // What is open when the page appears stays so while new decisions come in above it.
  view.memory.open ??= view.address.item ?? items[0]?.client_order_id;
  let last = '';
  const rows = items.map((d) => {
    const day = view.clock.weekday(d.occurred_at);
    const heading = day === last ? '' : `<h2 class="dayh" data-key="day-${view.clock.date(d.occurred_at)}">${day}</h2>`;
    last = day;
    return heading + row(view, view.memory.open)(d);
  });
  const none = problem ? `<div class="empty"><b>The decisions could not be read</b><p>${escape(problem.message)}</p></div>`
    : data ? '<div class="empty"><b>No decision like that in this period</b><p>Choose all days or show all verdicts.</p></div>' : '<div class="empty" aria-busy="true"><p>Reading decisions.</p></div>';
  const paging = data?.next || after ? `<div class="paging">${after ? `<a class="btn" href="${view.with('after', '')}">Newest</a>` : ''}${data?.next ? `<a class="btn" href="${view.with('after', data.next)}">Older</a>` : ''}</div>` : '';
  const caps = view.parts.headroom;
  return `${head('Decisions', 'Every intent, every check, what it saw and its limit.', `${daySelect(view, date)}${choice('Verdict', 'verdict', [['all', 'All'], ['approved', 'Approved'], ['rejected', 'Rejected']], chosen)}`)}
    <div class="dcv"><div class="decisions"><section class="panel decl" aria-label="Decisions">${rows.join('') || none}</section>${paging}</div>
    ${panel('headroom', 'Headroom', caps.length ? `<ul class="gauges">${caps.map(gauge).join('')}</ul>` : nothing('No cap is set.'), { cls: 'headp', extra: `<span class="sub">limits v${view.parts.portfolio.version}</span>` })}</div>`;
};
