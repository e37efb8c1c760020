/** Positions as rows, each with the strips of its plans, nearest stop first. */
import { absolute, sign, subtract } from './decimal.js';
import { age, delta, escape, missing, money, percent, plural, price, quantity, ratio, share, words } from './format.js';
import { markAge, markLimit } from './freshness.js';
import { icons } from './icons.js';
import { byNearestStop, direction, nothing, strip } from './parts.js';

/** Plans of a symbol, nearest stop first, those that wait for their entry last; with the price that an open entry asks for. */
export const plansOf = (view, symbol) => {
  const nearest = byNearestStop(view.mark(symbol));
  const limit = (p) => view.parts.open_orders.find((o) => o.client_order_id === p.entry_order_id)?.limit_price ?? null;
  return view.parts.plans.filter((p) => p.symbol === symbol)
    .map((p) => (p.entry_price === null ? { ...p, entry_limit: limit(p) } : p))
    .sort((a, b) => (a.entry_price === null) - (b.entry_price === null) || nearest(a, b));
};

/** Age of a position's mark where it is old, else null. */
export const oldAge = (view, position) => {
  const ms = markAge(position, view.parts.clock);
  return ms !== null && (ms > markLimit(view.parts.portfolio) || view.freshness.kind === 'stale') ? ms : null;
};

export const staleAge = (ms) => `<span class="stale">${icons.clock}${age(ms)} old</span>`;
const unwatched = (plan) => (plan.unwatched ? `<em class="chip bad">${icons.stop}unwatched</em>` : '');
const WAITING = { OPEN: 'waits for entry', TRIGGERED: 'is leaving' };
const waits = (plan) => (plan.suspended ? `<em class="chip bad">${icons.stop}waits for confirmation</em>` : WAITING[plan.status] ? `<em class="chip">${WAITING[plan.status]}</em>` : '');

/** How much of a position the account held before the portfolio began; empty where nothing. */
export const heldBefore = (p) => (p.baseline_quantity && sign(p.baseline_quantity) ? `${quantity(absolute(p.baseline_quantity))} of it held before` : '');

const positionRow = (view) => (p) => {
  const plans = plansOf(view, p.symbol);
  const gain = ratio(p.unrealized_pnl, p.cost === null ? null : absolute(p.cost));
  const today = ratio(p.today_pnl_base, p.today_pnl_base === null ? null : subtract(p.exposure_base, p.today_pnl_base));
  const ms = oldAge(view, p);
  const label = (text) => `<span class="vh">${text} </span>`;
  const average = p.average_price === null ? '' : `avg ${price(p.average_price, p.mark ?? '0.00')}`;
  return `<a class="pos" href="${view.position(p.symbol)}" data-key="${escape(p.symbol)}"><span class="p-sym"><b>${escape(p.symbol)}</b><small>${direction(p.quantity)} ${quantity(absolute(p.quantity))}</small>${heldBefore(p) ? `<small class="sub">${heldBefore(p)}</small>` : ''}</span>
    <span class="p-px num">${label('mark')}<span class="n">${p.mark === null ? missing(`no mark of ${p.symbol}`) : price(p.mark)}</span><small>${ms !== null ? staleAge(ms) : average}</small></span>
    <span class="p-val num">${label('value')}${money(p.exposure_base, { why: `no mark of ${p.symbol}` })}<small>${p.share_of_equity === null ? '' : `${share(p.share_of_equity, 1)}<span class="hide-s"> of equity</span>`}</small></span>
    <span class="p-un num">${label('unrealized')}${delta(p.unrealized_pnl_base, { why: `no mark of ${p.symbol}` })}<small>${gain === null ? '' : percent(gain)}</small></span>
    <span class="p-day num">${label('today')}${delta(p.today_pnl_base, { why: 'no mark at the boundary' })}<small>${today === null ? '' : percent(today)}</small></span>
    <span class="p-plans">${plans.length ? plans.map((x) => `<span class="pp" data-key="${escape(x.plan_id)}"><small class="pid"><span>${escape(x.plan_id)}</span>${unwatched(x)}${waits(x)}</small>${strip(x, view.mark(x.symbol), { compact: true })}</span>`).join('') : `<span class="sub">${icons.alert} no plan guards it</span>`}</span></a>`;
};

export const positionRows = (view) => {
  const { positions, plans } = view.parts;
  const waiting = plans.filter((p) => !positions.some((x) => x.symbol === p.symbol));
  const pending = waiting.length
    ? `<p class="foot">${plural(waiting.length, 'plan')} without a position yet: ${waiting.map((p) => `<a href="${view.position(p.symbol)}">${escape(p.plan_id)}</a> (${words(p.status).toLowerCase()})`).join(', ')}.</p>`
    : '';
  if (!positions.length) return nothing('No position is open.') + pending;
  return `<div class="pos-h" aria-hidden="true"><span>Symbol</span><span class="num">Mark</span><span class="num">Value, ${view.currency}</span><span class="num">Unrealized</span><span class="num">Today</span><span>Plans, nearest stop first</span></div><div class="poss">${positions.map(positionRow(view)).join('')}</div>${pending}`;
};
