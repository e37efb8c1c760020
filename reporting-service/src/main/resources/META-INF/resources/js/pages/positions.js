/** Positions with their plans; one position with the life of its plans. */
import { absolute } from '../decimal.js';
import { age, dayName, delta, escape, missing, money, percent, plural, price, quantity, ratio, share, words } from '../format.js';
import { markAge } from '../freshness.js';
import { icons } from '../icons.js';
import { levelChart } from '../levels.js';
import { direction, head, nothing, panel, planFigures, side, strip, table } from '../parts.js';
import { fillRow } from '../lists.js';
import { heldBefore, oldAge, plansOf, positionRows, staleAge } from '../position-rows.js';

export const title = 'Positions and plans';

const base = (symbol) => symbol.split('/')[0];
const quote = (symbol) => symbol.split('/')[1];

const closedPlans = (view) => {
  const { data } = view.list('plans', { status: 'closed', limit: 50 }, `${view.parts.plans.map((p) => p.plan_id + p.status).join()}`);
  if (!data) return '';
  const rows = data.items.map((p) => `<tr data-key="${escape(p.plan_id)}"><td class="nw"><a href="${view.href('positions', p.symbol.replace('/', '-'), { plan: p.plan_id })}">${escape(p.plan_id)}</a></td><td class="nw">${escape(p.symbol)}</td><td>${side(p.side)}</td><td class="num n">${quantity(p.entry_quantity)}</td><td class="num n">${p.entry_price === null ? missing('never filled') : price(p.entry_price, view.mark(p.symbol) ?? p.entry_price)}</td><td class="n nw">${view.clock.weekday(p.opened_at)} ${view.clock.minute(p.opened_at)}</td><td class="nw">${p.exit_reason ? words(p.exit_reason) : '<span class="dim">–</span>'}</td><td class="num n">${p.times_widened}</td><td class="nw">${escape(p.bot_version ?? '–')}</td></tr>`);
  return panel('closed', 'Closed plans', rows.length ? table('Closed plans', [['Plan'], ['Symbol'], ['Entry'], ['Quantity', 'num'], ['Price', 'num'], ['Opened'], ['Left by'], ['Nights widened', 'num'], ['Bot']], rows) : nothing('No plan has been closed yet.'), { cls: 'below' });
};

const symbolOf = (view) => {
  const known = [...view.parts.positions, ...view.parts.plans, ...(view.parts.fills || []), ...(view.parts.clock?.marks || [])].map((x) => x.symbol);
  const item = view.address.item;
  return known.find((s) => s.replace('/', '-') === item) || item.replace(/-(?!.*-)/, '/');
};

const chosenPlan = (view, symbol) => {
  const plans = plansOf(view, symbol);
  const id = view.address.of('plan');
  return plans.find((p) => p.plan_id === id) || (id ? null : plans[0]) || null;
};

const historyOf = (view, symbol) => {
  const plan = chosenPlan(view, symbol);
  const id = plan?.plan_id ?? view.address.of('plan');
  if (!id) return { plan: null, history: [] };
  const { data } = view.list(`plans/${encodeURIComponent(id)}`, {}, plan ? `${plan.version}${plan.status}` : 'closed');
  return { id, plan: plan ?? data, history: data?.history || [] };
};

/** What a plan does beside its stop and target. */
const terms = (p, mark) => [
  ...(p.target_steps || []).map((s) => `Leaves ${share(s.fraction)} at ${price(s.price, mark ?? s.price)}`),
  p.trail_pct && `Trails by ${share(p.trail_pct, 1)}`,
  p.trail_by && `Trails by ${price(p.trail_by)}`,
  p.exit_order_id && p.status === 'TRIGGERED' && `Its exit ${escape(p.exit_order_id)} is under way`,
].filter(Boolean).map((text) => `${text}. `).join('');

const planCard = (view, symbol, chosen) => (p) => {
  const mark = view.mark(symbol);
  const f = planFigures(p, mark);
  const now = view.parts.clock?.now;
  const held = p.armed_at && now ? `, held ${age(Date.parse(now) - Date.parse(p.armed_at))}` : '';
  const ends = p.expires_at && now ? `, ${age(Date.parse(p.expires_at) - Date.parse(now))} left` : '';
  const state = p.suspended ? `<span class="vd bad">${icons.stop}Waits for confirmation</span>` : p.unwatched ? `<span class="vd bad">${icons.stop}Unwatched</span>` : p.status === 'ARMED' ? `<span class="vd ok">${icons.ok}Armed</span>` : `<span class="vd warn">${icons.clock}${p.status === 'OPEN' ? 'Waits for entry' : words(p.status)}</span>`;
  const off = view.freshness.kind === 'offline' ? 'disabled' : '';
  const edit = view.operator && p.status !== 'TRIGGERED' ? `<button type="button" class="btn small" data-act="edit-plan" data-arg="${escape(p.plan_id)}" ${off}>Edit plan</button><button type="button" class="btn small" data-act="end-plan" data-arg="${escape(p.plan_id)}" ${off}>End plan</button>` : '';
  const confirm = view.operator && p.suspended ? `<button type="button" class="btn small" data-act="rearm" data-arg="${escape(p.plan_id)}" ${off}>Confirm plan</button>` : '';
  const cell = (name, value) => `<div><dt>${name}</dt><dd class="n">${value}</dd></div>`;
  return `<article class="plan ${p.plan_id === chosen ? 'sel' : ''}" data-key="${escape(p.plan_id)}"><header><a class="pl-id" href="${view.href('positions', view.address.item, { plan: p.plan_id })}" ${p.plan_id === chosen ? 'aria-current="true"' : ''}>${escape(p.plan_id)}</a>${state}${confirm}${edit}<span class="sub n">${p.status === 'OPEN' && !p.suspended ? `${quantity(p.entry_quantity)} ${escape(base(symbol))} asked` : `${quantity(p.quantity)} ${escape(base(symbol))}`} · v${p.version}</span></header>${strip(p, mark)}
    <dl class="pk">${cell('To stop', f.toStop === null ? missing('no stop or no mark') : percent(f.toStop, 1))}${cell('To target', f.toTarget === null ? missing('no target or no mark') : percent(f.toTarget, 1))}${cell(`If stopped, ${escape(quote(symbol))}`, delta(f.ifStopped, { why: 'no stop or not filled' }))}${cell(`If target, ${escape(quote(symbol))}`, delta(f.ifTarget, { why: 'no target or not filled' }))}</dl>
    <p class="foot">${p.suspended ? 'It guards nothing since its monitor was restarted. ' : ''}${terms(p, mark)}${p.at_breakeven ? 'Trailed to breakeven. ' : ''}${p.times_widened ? `Widened over ${plural(p.times_widened, 'night')}, last into ${dayName(p.last_widened)}. ` : ''}${p.bot_version ? `Bot ${escape(p.bot_version)}` : 'Of no bot'}${held}${ends}.</p></article>`;
};

/** An entry that is filled in parts makes a version of each: of those that follow one another the last says it all. */
const withoutFillSteps = (newest) => {
  const filled = (h) => h?.change === 'updated' && h.detail?.startsWith('entry filled');
  return newest.flatMap((h, i) => {
    if (!filled(h) || filled(newest[i - 1])) return filled(h) ? [] : [h];
    let last = i;
    while (filled(newest[last + 1])) last++;
    return [{ ...h, first: newest[last].version, before: newest[last + 1] }];
  });
};

const historyTable = (view, history, like) => {
  // Levels that were divided have more digits than anybody reads.
  const readable = (text) => text.replace(/\d+\.\d{7,}/g, (number) => price(number, like ?? '0.00'));
  const newest = withoutFillSteps([...history].sort((a, b) => b.version - a.version || (a.occurred_at < b.occurred_at ? 1 : -1)));
  const level = (h, before, key) =>
    `<td class="num n ${before && before[key] !== h[key] ? 'chg' : 'dim'}">${h[key] === null || h[key] === undefined ? '–' : price(h[key], like ?? h[key])}</td>`;
  const rows = newest.map((h, i) => `<tr><td class="n nw">${view.clock.weekday(h.occurred_at)} ${view.clock.minute(h.occurred_at)}</td><td class="nw"><span class="ver">v${h.first && h.first !== h.version ? `${h.first}–` : ''}${h.version}</span> ${escape(h.change)}</td>${level(h, newest[i + 1], 'stop_price')}${level(h, newest[i + 1], 'target_price')}<td class="num n">${quantity(h.quantity)}</td><td>${escape(readable(h.detail ?? ''))}</td></tr>`);
  return table('History of the plan', [['When'], ['Change'], ['Stop', 'num'], ['Target', 'num'], ['Quantity', 'num'], ['Why']], rows, { box: 'tall', cls: 'history' });
};

const position = (view) => {
  const symbol = symbolOf(view);
  const p = view.parts.positions.find((x) => x.symbol === symbol);
  const { plan, id, history } = historyOf(view, symbol);
  const plans = plansOf(view, symbol);
  const fills = view.list('fills', { symbol, limit: 100 }, view.fillsVersion).data?.items || [];
  const crumb = `<nav class="crumb" aria-label="Breadcrumb"><a href="${view.href('positions')}">Positions</a><span aria-hidden="true">/</span><span aria-current="page">${escape(symbol)}</span></nav>`;
  const about = p?.cycle_opened_at ? `Opened ${view.clock.weekday(p.cycle_opened_at)} ${view.clock.minute(p.cycle_opened_at)}, ${plural(p.trades, 'fill')} in all` : p ? '' : 'No position is open.';
  const close = p && view.operator ? `<button type="button" class="btn" data-act="guard" data-arg="${escape(symbol)}" ${view.freshness.kind === 'offline' ? 'disabled' : ''}>Add plan</button><button type="button" class="btn danger-o" data-act="close" data-arg="${escape(symbol)}" ${view.freshness.kind === 'offline' ? 'disabled' : ''}>${icons.close}Close position</button>` : '';
  const tile = (name, value, below) => `<div class="tile"><span class="lab">${name}</span><span class="tv n">${value}</span><small>${below}</small></div>`;
  const ms = p ? markAge(p, view.parts.clock) : null;
  const tiles = p ? `<div class="tiles">${tile('Quantity', quantity(absolute(p.quantity)), [escape(base(symbol)), heldBefore(p)].filter(Boolean).join(', '))}${tile('Average price', p.average_price === null ? missing() : price(p.average_price, p.mark ?? '0.00'), escape(p.currency))}${tile('Mark', p.mark === null ? missing(`no mark of ${symbol}`) : price(p.mark), ms === null ? '' : oldAge(view, p) !== null ? staleAge(ms) : `${age(ms)} ago`)}${tile('Unrealized', delta(p.unrealized_pnl, { why: `no mark of ${symbol}` }), p.unrealized_pnl === null ? '' : `${escape(p.currency)}, ${percent(ratio(p.unrealized_pnl, absolute(p.cost)) ?? '0')}`)}${tile('Realized, gross', delta(p.cycle_realized_pnl), `${escape(p.currency)}, since it was opened`)}${tile('Fees', money(p.fees), escape(p.currency))}</div>` : '';
  const chart = plan && history.length ? `<section class="panel chartp" aria-labelledby="h-chart"><header class="ph"><h2 id="h-chart">Levels of ${escape(plan.plan_id)}</h2><span class="leg" aria-hidden="true"><i class="k ls"></i>stop, by version <i class="k wdk"></i>widened overnight <i class="k tri-u"></i>buy <i class="k tri-d"></i>sell</span></header><div class="chart cdl" data-own="levels"></div></section>` : '';
  const shownPlans = panel('plans', 'Plans', plans.length ? plans.map(planCard(view, symbol, id)).join('') : nothing('No plan guards this symbol.'), { cls: 'planp', extra: `<span class="sub">${plans.length} open</span>` });
  const fillColumns = [['When'], ['Side'], ['Quantity', 'num'], ['Price', 'num'], [`Fee, ${escape(quote(symbol))}`, 'num']];
  return `${crumb}${head(`${escape(symbol)} ${p ? direction(p.quantity, true) : ''}`, about, close)}${tiles}<div class="pv">${chart || `<div class="chartp-none"></div>`}${shownPlans}
    ${plan ? panel('history', `History of ${escape(plan.plan_id)}`, history.length ? historyTable(view, history, view.mark(symbol)) : nothing('Reading the history.'), { cls: 'histp' }) : ''}
    ${panel('fills', 'Fills', fills.length ? table('Fills', fillColumns, fills.map((f) => `${fillRow(view, { brief: true })(f)}</tr>`), { box: 'tall' }) : nothing('No fill yet.'), { cls: 'fillp', extra: `<span class="sub">newest ${fills.length}</span>` })}</div>`;
};

export const render = (view) =>
  view.address.item
    ? position(view)
    : `${head('Positions and plans', 'Whatever run or bot opened them.')}${panel('open', 'Open', positionRows(view), { cls: 'posp' })}${closedPlans(view)}`;

export const draw = (element, view) => {
  const box = element.querySelector('[data-own="levels"]');
  if (!box) return;
  const symbol = symbolOf(view);
  const { plan, history } = historyOf(view, symbol);
  const fills = view.list('fills', { symbol, limit: 100 }, view.fillsVersion).data?.items || [];
  const now = Date.parse(view.parts.clock?.now ?? plan.opened_at);
  const last = history.reduce((t, h) => Math.max(t, Date.parse(h.occurred_at)), 0);
  const to = plan.status === 'CLOSED' ? last + 6 * 36e5 : now;
  const from = Date.parse(plan.opened_at) - Math.max(36e5, (to - Date.parse(plan.opened_at)) * 0.05);
  const boundaries = [...(view.days() || [])].reverse().map((d) => ({ date: d.date, at: d.starts_at }));
  levelChart(box, { plan, history, fills, mark: plan.status === 'CLOSED' ? null : view.mark(symbol), boundaries, from, to });
};

