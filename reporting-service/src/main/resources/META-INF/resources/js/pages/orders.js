/** Orders that stand at the venue, those that are done, and fills. */
import { subtract } from '../decimal.js';
import { escape, figure, missing, price, quantity, words } from '../format.js';
import { icons } from '../icons.js';
import { daySelect, fillRow } from '../lists.js';
import { head, nothing, panel, side, table } from '../parts.js';

export const title = 'Orders and fills';

const when = (view, t) => `<td class="n nw">${view.clock.weekday(t)} ${view.clock.minute(t)}</td>`;
const who = (o) => escape([o.bot_version, o.run_id === '-' ? null : o.run_id].filter(Boolean).join(', ') || '–');
const at = (o) => (o.limit_price ? price(o.limit_price) : '<span class="dim">market</span>');

/** Raised, and still so: the venue's account was looked at since. */
const unheard = (view, o) => view.parts.attention.some((a) => a.id === `ORDER_UNHEARD_OF:${o.client_order_id}`);

const openRow = (view) => (o) => {
  const cancel = view.operator ? `<td class="num"><button type="button" class="btn small" data-act="cancel" data-arg="${escape(o.client_order_id)}" aria-label="Cancel order ${escape(o.client_order_id)}" ${view.freshness.kind === 'offline' ? 'disabled' : ''}>${icons.cross}Cancel</button></td>` : '';
  return `<tr data-key="${escape(o.client_order_id)}">${when(view, o.placed_at)}<td class="nw">${escape(o.symbol)}</td><td>${side(o.side)}</td><td class="num n">${quantity(o.quantity)}</td><td class="num n">${quantity(subtract(o.quantity, o.filled_quantity))}</td><td class="num n">${at(o)}</td><td class="num n">${o.reserved === null ? missing('not reserved') : figure(o.reserved)}</td><td class="nw">${escape(o.client_order_id)}${o.reduce_only ? ' <span class="chip">reduce only</span>' : ''}${o.status === 'PENDING' ? ' <span class="chip warn">not at the venue yet</span>' : ''}${unheard(view, o) ? ` <span class="chip warn">nothing heard since ${view.clock.weekday(o.unheard_since)} ${view.clock.minute(o.unheard_since)}</span>` : ''}</td><td class="nw">${who(o)}</td>${cancel}</tr>`;
};

const doneRow = (view) => (o) =>
  `<tr data-key="${escape(o.client_order_id)}">${when(view, o.updated_at ?? o.placed_at)}<td class="nw">${escape(o.symbol)}</td><td>${side(o.side)}</td><td class="num n">${quantity(o.filled_quantity)} of ${quantity(o.quantity)}</td><td class="num n">${at(o)}</td><td class="num n">${o.average_price ? price(o.average_price, o.limit_price ?? '0.00') : '<span class="dim">–</span>'}</td><td class="nw">${words(o.status)}${o.code ? ` <code>${escape(o.code)}</code>` : ''}</td><td>${escape(o.reason ?? '')}</td><td class="nw">${escape(o.client_order_id)}</td><td class="nw">${who(o)}</td></tr>`;

/** Fills on the account that nobody is known to have caused. */
const heldFills = (view) => {
  const held = view.parts.held_fills || [];
  if (!held.length) return '';
  const off = view.freshness.kind === 'offline' ? 'disabled' : '';
  const rows = held.map((f) => {
    const key = escape(`${f.symbol}|${f.order_id}|${f.trade_id}`);
    const assign = view.operator ? `<td class="num"><button type="button" class="btn small" data-act="assign" data-arg="${key}" aria-label="Assign fill ${escape(f.trade_id)}" ${off}>Assign</button></td>` : '';
    return `<tr data-key="${key}">${when(view, f.occurred_at)}<td class="nw">${escape(f.symbol)}</td><td>${side(f.side)}</td><td class="num n">${quantity(f.quantity)}</td><td class="num n">${price(f.price)}</td><td class="nw">${escape(f.venue)} ${escape(f.trade_id)}</td><td class="nw">${escape(f.order_id)}</td>${assign}</tr>`;
  });
  const columns = [['When'], ['Symbol'], ['Side'], ['Quantity', 'num'], ['Price', 'num'], ['Fill'], ['Order'], ...(view.operator ? [['<span class="vh">Actions</span>', 'num']] : [])];
  return panel('held', 'Unassigned fills', `${table('Unassigned fills', columns, rows)}<p class="foot">They are booked nowhere until somebody says whose they are: here, or by <code>./holdfast assign ${escape(view.parts.portfolio.portfolio_id)}</code>.</p>`, { cls: 'below', extra: `<span class="count">${held.length}</span>` });
};

export const render = (view) => {
  const date = view.address.of('date');
  const after = view.address.of('after');
  const fills = view.list('fills', { date, limit: 100, after }, after ? '' : view.fillsVersion);
  const done = view.list('orders', { status: 'done', limit: 50 }, view.ordersVersion);
  const open = view.parts.open_orders;
  const reading = (x) => nothing(x.problem ? escape(x.problem.message) : 'Reading.');
  const fillRows = (fills.data?.items || []).map((f) => `${fillRow(view, { symbol: true })(f)}<td class="nw">${words(f.liquidity)}</td><td class="nw">${escape(f.client_order_id ?? '–')}${f.late ? ' <span class="chip warn">late</span>' : ''}${f.corrected ? ' <span class="chip warn">corrected</span>' : ''}${f.cancelled ? ' <span class="chip bad">cancelled</span>' : ''}</td><td class="nw">${who(f)}</td></tr>`);
  const openColumns = [['Placed'], ['Symbol'], ['Side'], ['Quantity', 'num'], ['Left', 'num'], ['Limit', 'num'], [`Reserved, ${view.currency}`, 'num'], ['Client order'], ['Bot, run']];
  if (view.operator) openColumns.push(['<span class="vh">Actions</span>', 'num']);
  return `${head('Orders and fills', 'What stands at the venue, what became of the rest, and every fill.', daySelect(view, date))}
    ${panel('open-orders', 'Open orders', open.length ? table('Open orders', openColumns, open.map(openRow(view))) : nothing('No order is open.'), { extra: `<span class="count">${open.length}</span>` })}
    ${heldFills(view)}
    ${panel('fills', 'Fills', fills.data ? (fillRows.length ? table('Fills', [['When'], ['Symbol'], ['Side'], ['Quantity', 'num'], ['Price', 'num'], ['Fee', 'num'], ['Liquidity'], ['Client order'], ['Bot, run']], fillRows, { box: 'tall' }) : nothing('No fill here.')) : reading(fills), { cls: 'below', extra: `${after ? `<a class="more" href="${view.with('after', '')}">Newest</a>` : ''}${fills.data?.next ? `<a class="more" href="${view.with('after', fills.data.next)}">Older</a>` : ''}` })}
    ${panel('done', 'Orders that are done', done.data ? (done.data.items.length ? table('Orders that are done', [['When'], ['Symbol'], ['Side'], ['Filled', 'num'], ['Limit', 'num'], ['Average', 'num'], ['Status'], ['Why'], ['Client order'], ['Bot, run']], done.data.items.map(doneRow(view))) : nothing('No order is done yet.')) : reading(done), { cls: 'below', extra: '<span class="sub">newest 50</span>' })}`;
};
