/** May I go to sleep? What it is worth, what needs me, how far each stop is, how much room is left; then why. */
import { attentionItems } from '../attention.js';
import { continued, equityChart } from '../chart.js';
import { absolute, compare, sign } from '../decimal.js';
import { dayName, delta, escape, missing, money, percent, plural, price, quantity, share, tone } from '../format.js';
import { attention, choice, gauge, head, ladder, nothing, panel, planFigures, returnOn, totalOf, verdict, why } from '../parts.js';
import { positionRows } from '../position-rows.js';

export const title = 'Overview';

const PERIODS = [['1d', '1D'], ['1w', '1W'], ['1m', '1M'], ['all', 'All']];

const minusDays = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) - days * 864e5).toISOString().slice(0, 10);
const minusMonth = (date) => {
  const d = new Date(`${date}T00:00:00Z`);
  const day = d.getUTCDate();
  d.setUTCDate(1);
  d.setUTCMonth(d.getUTCMonth() - 1);
  const longest = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate();
  d.setUTCDate(Math.min(day, longest));
  return d.toISOString().slice(0, 10);
};

/** The days of a period, and where it begins. A week goes back to the same weekday, so that it holds seven whole days. */
const periodOf = (name, days, today) => {
  if (!days?.length || !today) return { days: days || [], label: '', from: null };
  const first = { '1d': today.date, '1w': minusDays(today.date, 7), '1m': minusMonth(today.date) }[name] || '';
  const within = days.filter((d) => d.date >= first);
  const begin = within[within.length - 1];
  const all = within.length === days.length;
  return {
    days: within,
    from: begin?.starts_at ?? null,
    label: name === '1d' ? 'Today' : name === 'all' ? 'All time' : `Since ${dayName(begin?.date ?? first)}`,
    all,
  };
};

const calm = (view) => {
  const { plans } = view.parts;
  const armed = plans.filter((p) => p.status === 'ARMED');
  const distances = armed.map((p) => planFigures(p, view.mark(p.symbol)).toStop).filter((d) => d !== null).map(absolute);
  const nearest = distances.sort((a, b) => compare(a, b))[0];
  const stops = armed.length ? `${plural(armed.length, 'plan')} armed${nearest ? `, nearest stop ${share(nearest, 1)}` : ''}.` : 'No plan is armed.';
  return nothing(`Nothing needs you. ${stops}`);
};

/** Four caps that matter most: each kind once, of the symbols the fullest. */
const mainCaps = (caps) => {
  const on = caps.filter((c) => c.limit !== null);
  const fullest = (kind) => on.filter((c) => c.cap === kind).sort((a, b) => -(compare(a.share ?? '0', b.share ?? '0') ?? 0))[0];
  const kinds = [...new Set(on.map((c) => c.cap))];
  const order = ['MAX_TOTAL_EXPOSURE', 'MAX_SYMBOL_EXPOSURE', 'MAX_POSITIONS', 'LLM_COST_CAP', 'MAX_OPEN_ORDERS', 'DRAWDOWN'];
  return kinds.sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, 4).map(fullest);
};

const intentPrice = (d) => (d.limit_price ? `at <span class="n">${price(d.limit_price)}</span>` : '<span class="dim">at market</span>');

const decisionRow = (view) => (d) => {
  const same = view.clock.date(d.occurred_at) === view.clock.date(view.parts.clock?.now ?? d.occurred_at);
  const what = d.symbol ? `<b>${d.side} ${quantity(d.quantity)} ${escape(d.symbol.split('/')[0])}</b> ${intentPrice(d)}` : '<b>An intent that could not be read</b>';
  return `<a href="${view.href('decisions', d.client_order_id)}" class="mrow" data-key="${escape(d.client_order_id + d.occurred_at)}">${verdict(d.verdict)}<span>${what}</span><time class="n" datetime="${d.occurred_at}">${same ? view.clock.minute(d.occurred_at) : view.clock.day(d.occurred_at)}</time></a>`;
};

export const render = (view) => {
  const { valuation: v, today, headroom, decisions, trading_state: state } = view.parts;
  const name = view.address.of('period', '1w');
  const curve = view.address.of('curve', 'equity');
  const days = view.days();
  const period = periodOf(name, days, today);
  const sums = totalOf(period.days);
  const reason = why(v?.missing);
  const cash = v ? v.cash[view.currency] ?? null : null;
  const others = v ? Object.entries(v.cash).filter(([c]) => c !== view.currency) : [];
  const quarantined = state?.quarantined;
  const rate = (pnl, start, flows) => {
    const r = returnOn(pnl, start, flows);
    return r === null ? '' : `<small class="n ${tone(pnl)}">${percent(r)}</small>`;
  };
  const periodFigure = name === '1d'
    ? `<div><dt>Gross, so far</dt><dd>${delta(today?.gross_pnl ?? null, { why: reason })}</dd></div>`
    : `<div><dt>${period.label}, net</dt><dd>${period.days.length ? `${delta(sums.net_pnl, { why: reason })}${rate(sums.net_pnl, sums.start_equity, sums.cash_flows)}` : missing('no day yet')}</dd></div>`;
  const items = attentionItems(view);
  const hero = `<section class="panel hero" aria-label="Equity"><div class="hero-h"><div class="hv"><span class="lab">Equity${quarantined ? ', as of before the record that could not be applied' : ''}</span><span class="hero-n n" id="equity">${money(v?.equity ?? null, { why: reason })}<span class="u">${view.currency}</span></span></div>
    <dl class="kv"><div><dt>Today, so far</dt><dd>${delta(today?.net_pnl ?? null, { why: reason })}${today ? rate(today.net_pnl, today.start_equity, today.cash_flows) : ''}</dd></div>${periodFigure}
    <div class="hide-s"><dt>Unrealized</dt><dd>${delta(v?.unrealized_pnl ?? null, { why: reason })}</dd></div><div class="hide-s"><dt>Cash</dt><dd>${money(cash, { why: 'no cash in this currency' })}${others.length ? `<small class="sub" title="${others.map(([c, a]) => `${a} ${c}`).join(', ')}">and ${plural(others.length, 'currency', 'currencies')} more</small>` : ''}</dd></div></dl></div>
    <div class="hero-t"><span class="only-s">${choice('Period', 'period', PERIODS, name)}</span>${choice('Curve', 'curve', [['equity', 'Equity'], ['pnl', 'Net PnL']], curve)}<span class="leg" aria-hidden="true"><i class="k tri-u"></i>buy <i class="k tri-d"></i>sell <i class="k dia"></i>cash flow <i class="k dd"></i>drawdown</span></div>
    <div class="chart eqc" data-own="equity" tabindex="0" role="group" aria-label="Equity chart: arrow keys read points, the table of days holds the figures"></div></section>`;
  const fewDecisions = decisions.slice(0, 4);
  return `${head('Overview', '', choice('Period', 'period', PERIODS, name), 'ovh')}<div class="ov">${hero}
    ${panel('attention', 'Needs attention', items.length ? attention(items) : calm(view), { cls: 'attp', extra: items.length ? `<span class="count">${items.length}</span>` : '' })}
    ${panel('positions', 'Positions and plans', positionRows(view), { cls: 'posp', extra: `<a class="more" href="${view.href('positions')}">All positions</a>` })}
    ${panel('headroom', 'Headroom', headroom.length ? `<ul class="gauges">${mainCaps(headroom).map(gauge).join('')}</ul>` : nothing('No cap is set for this portfolio.'), { cls: 'headp', extra: headroom.length ? `<a class="more" href="${view.href('decisions')}">All caps</a>` : '' })}
    ${panel('ladder', 'PnL, gross to net', period.days.length ? `${ladder(sums, { full: false })}<p class="foot">${plural(period.days.length, 'day')}, ${plural(sums.trades, 'fill')}. <a href="${view.href('days')}">Explain by day</a></p>` : nothing('No day yet.'), { cls: 'ladp', extra: `<span class="sub">${period.label ? `${period.label}, ${view.currency}` : ''}</span>` })}
    ${panel('decisions', 'Latest decisions', fewDecisions.length ? `<div class="mini">${fewDecisions.map(decisionRow(view)).join('')}</div>` : nothing('No intent has been decided yet.'), { cls: 'decp', extra: fewDecisions.length ? `<a class="more" href="${view.href('decisions')}">All decisions</a>` : '' })}
  </div>`;
};

/** One mark for each order that was filled; fills that no order of ours explains have their own. */
const tradeMarks = (view, fills) => {
  const { data } = view.list('orders', { status: 'done', limit: 200 }, view.ordersVersion);
  const orders = (data?.items || []).filter((o) => sign(o.filled_quantity ?? '0') > 0 && o.average_price);
  const known = new Set(orders.map((o) => o.client_order_id));
  const marks = orders.map((o) => ({ occurred_at: o.updated_at ?? o.placed_at, side: o.side, symbol: o.symbol, quantity: o.filled_quantity, price: o.average_price }));
  return [...marks, ...fills.filter((f) => !known.has(f.client_order_id))];
};

/** Draws the curve into the box that the browser has laid out. */
export const draw = (element, view) => {
  const box = element.querySelector('[data-own="equity"]');
  if (!box) return;
  const days = view.days();
  const { today, clock: now } = view.parts;
  const period = periodOf(view.address.of('period', '1w'), days, today);
  if (!now || !period.from) return;
  const hour = Math.floor(Date.parse(now.now) / 36e5);
  const { data } = view.list('equity', { from: period.from, points: 600 }, `${view.daysVersion}|${hour}`);
  if (!data) return;
  const points = continued(data.items, view.trail);
  const from = Math.max(Date.parse(period.from), period.all && points.length ? Date.parse(points[0].at) : 0);
  equityChart(box, {
    points: points.filter((p) => Date.parse(p.at) >= from),
    fills: tradeMarks(view, data.fills || []),
    cashFlows: data.cash_flows || [],
    boundaries: [...days].reverse().map((d) => ({ date: d.date, at: d.starts_at })),
    from,
    to: Math.max(Date.parse(now.now), Date.parse(points[points.length - 1]?.at ?? now.now), from + 1),
    mode: view.address.of('curve', 'equity'),
    currency: view.currency,
    clock: view.clock,
  });
};

/** Nothing has happened in this portfolio: say what to do, as a command. */
export const untouched = ({ parts }) =>
  !parts.positions.length && !parts.decisions.length && !parts.fills.length && !parts.open_orders.length && !(parts.valuation?.total_trades > 0);

export const empty = (view) => {
  const { portfolio, valuation } = view.parts;
  const host = `${location.protocol}//${location.hostname}`;
  const cash = valuation?.contributed && sign(valuation.contributed) > 0;
  const deposit = `curl -X POST ${host}:8084/portfolios/${portfolio.portfolio_id}/cash \\\n  -H "X-API-Key: $KEY" -H 'Content-Type: application/json' \\\n  -d '{"movement_id":"m-1","kind":"DEPOSIT","amount":"10000","currency":"${portfolio.base_currency}"}'`;
  const intent = `curl -X POST ${host}:8082/portfolios/${portfolio.portfolio_id}/order-intents \\\n  -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d @intent.json`;
  return `${head('Overview')}<section class="panel"><div class="empty"><b>No trade yet in this portfolio</b><p>${cash ? `It holds <span class="n">${money(valuation.equity)}</span> ${view.currency}. ` : 'Give it cash first. '}Send an order intent and it will be decided, traded and shown here within half a second.</p>${cash ? '' : `<pre tabindex="0">${escape(deposit)}</pre>`}<pre tabindex="0">${escape(intent)}</pre></div></section>`;
};

