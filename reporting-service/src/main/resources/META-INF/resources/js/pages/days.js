/** Days in the portfolio's timezone: what each made, why, and how everything stood at its end. */
import { sign, subtract } from '../decimal.js';
import { change, dayName, delta, escape, figure, missing, money, NB, plural, price, quantity, utcMinute } from '../format.js';
import { heat } from '../heat.js';
import { icons } from '../icons.js';
import { head, ladder, nothing, panel, side, table, why } from '../parts.js';

export const title = 'Days';

const ROWS = 10;

const stepper = (view, date, days, link) => {
  const dates = days.map((d) => d.date).sort();
  const i = dates.indexOf(date);
  const button = (target, name, icon) =>
    target ? `<a class="btn icon" href="${link(target)}" aria-label="${name}">${icon}</a>` : `<button type="button" class="btn icon" disabled aria-label="${name}">${icon}</button>`;
  return `<div class="stepper">${button(dates[i - 1], 'Previous day', icons.left)}<label class="pick"><span class="vh">Day</span><select data-select="item">${days
    .map((d) => `<option value="${d.date}" ${d.date === date ? 'selected' : ''}>${dayName(d.date, { year: true })}</option>`)
    .join('')}</select></label>${button(dates[i + 1], 'Next day', icons.right)}</div>`;
};

const restated = (versions, currency) => {
  if (!versions || versions.length < 2) return '';
  const times = versions.length === 2 ? 'once' : `${versions.length - 1} times`;
  const now = versions[versions.length - 1];
  const before = versions.slice(0, -1).reverse().map((v) =>
    `<p>Version ${v.version}: net PnL was ${delta(v.day.net_pnl)} ${currency} with ${plural(v.day.trades, 'fill')}, end equity ${money(v.day.end_equity)}. Difference to now ${delta(subtract(now.day.net_pnl, v.day.net_pnl))}.</p>`).join('');
  return `<details class="rest" data-key="restated"><summary>${icons.down}Restated ${times}: version ${now.version} replaced version ${versions[versions.length - 2].version}</summary>${now.cause ? `<p>Because of ${escape(now.cause)}.</p>` : ''}${before}</details>`;
};

const snapshot = (view, day, detail) => {
  const stats = day.open ? view.parts.valuation : detail?.end_of_day?.stats;
  const positions = day.open ? view.parts.positions : detail?.end_of_day?.positions;
  const plans = day.open ? view.parts.plans : detail?.end_of_day?.open_plans;
  const orders = day.open ? view.parts.open_orders : detail?.end_of_day?.open_orders;
  if (!stats) return nothing(detail ? 'No snapshot was taken at this boundary; the figures of the ledger stay.' : 'Reading the snapshot.');
  const rows = (positions || []).map((p) => `<tr><th scope="row"><b>${escape(p.symbol)}</b></th><td class="num n">${quantity(p.quantity)}</td><td class="num n">${p.mark === null ? missing(`no mark of ${p.symbol}`) : price(p.mark)}</td><td class="num">${money(p.exposure_base, { why: `no mark of ${p.symbol}` })}</td></tr>`);
  const cash = Object.entries(stats.cash).map(([c, amount]) => `<tr><td>Cash${c === stats.base_currency ? '' : ` ${escape(c)}`}</td><td class="num n">${c === stats.base_currency ? '' : figure(amount)}</td><td></td><td class="num">${c === stats.base_currency ? money(amount) : ''}</td></tr>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="Snapshot, scrolls sideways"><table class="tb snap"><thead><tr><th scope="col">Held</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Mark</th><th scope="col" class="num">Value, ${stats.base_currency}</th></tr></thead><tbody>${rows.join('')}${cash.join('')}</tbody><tfoot><tr><th scope="row">Equity</th><td></td><td></td><td class="num"><b>${money(stats.equity, { why: why(stats.missing) })}</b></td></tr></tfoot></table></div><p class="foot">${plural((plans || []).length, 'open plan')}, ${plural((orders || []).length, 'open order')}. Nothing was flattened.</p>`;
};

const fillsOf = (view, clock, detail) => {
  if (!detail) return nothing('Reading the fills.');
  if (!detail.fills.length) return nothing('No fill. What was held went on being held; its mark moved.');
  const rows = detail.fills.slice(0, 100).map((f) => `<tr data-key="${escape(f.order_id + f.trade_id)}"><td class="n">${clock.minute(f.occurred_at)}</td><td>${side(f.side)}</td><td class="num n">${quantity(f.quantity)} ${escape(f.symbol.split('/')[0])}</td><td class="num n">${price(f.price)}</td><td>${f.late ? '<span class="chip warn">late</span>' : ''}${f.corrected ? '<span class="chip warn">corrected</span>' : ''}</td></tr>`);
  return `<div class="few" tabindex="0" role="region" aria-label="Fills of the day, scrolls"><table class="tb"><thead class="vh"><tr><th scope="col">Time</th><th scope="col">Side</th><th scope="col">Quantity</th><th scope="col">Price</th><th scope="col">Note</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
};

const dayRow = (selected, link, others) => (d) => {
  const reason = why(d.missing);
  const cost = (v) => (v === null ? missing(reason) : figure(v));
  const flows = d.cash_flows === null ? missing(reason) : change(d.cash_flows);
  return `<tr class="${d.date === selected ? 'on' : ''}" data-key="${d.date}"><td class="nw"><a href="${link(d.date)}" ${d.date === selected ? 'aria-current="date"' : ''}>${dayName(d.date)}</a>${d.open ? ' <span class="chip">so far</span>' : ''}${d.version > 1 ? ` <span class="chip warn">v${d.version}</span>` : ''}${d.provisional && !d.open ? ' <span class="chip warn">provisional</span>' : ''}</td><td class="num">${money(d.start_equity, { why: reason })}</td><td class="num n">${d.gross_pnl === null ? missing(reason) : change(d.gross_pnl)}</td><td class="num n">${cost(d.fees)}</td><td class="num n">${cost(d.llm_cost)}</td>${others ? `<td class="num n">${cost(d.other_costs)}</td>` : ''}<td class="num">${delta(d.net_pnl, { why: reason })}</td><td class="num n ${flows === '0.00' ? 'dim' : ''}">${flows}</td><td class="num">${money(d.end_equity, { why: reason })}</td><td class="num n">${d.trades}</td><td class="num n">${d.round_trips}</td></tr>`;
};

const zones = (view, timezone) => {
  const all = [view.zone, ...(view.parts.portfolio.reporting_timezones || []).filter((z) => z !== view.zone)];
  const others = all.filter((z) => z !== timezone).map((z) => `<a href="${view.href('days', null, { tz: z === view.zone ? '' : z })}">${escape(z)}</a>`);
  return `Boundaries at midnight, ${escape(timezone)}.${others.length ? ` See them in ${others.join(', ')}.` : ''}`;
};

/** The day that is shown, and its neighbours, for the keys too. */
export const shownDays = (view) => {
  const timezone = view.address.of('tz', view.zone);
  const days = view.days(timezone);
  const dates = (days || []).map((d) => d.date);
  return { timezone, days, date: dates.includes(view.address.item) ? view.address.item : view.address.item ? null : dates[0] ?? null };
};

export const render = (view) => {
  const { timezone, days, date } = shownDays(view);
  const tz = timezone === view.zone ? '' : timezone;
  if (!days) return `${head('Days', zones(view, timezone))}<section class="panel" aria-busy="true"><div class="sk"></div><div class="sk"></div></section>`;
  if (!days.length) return `${head('Days', zones(view, timezone))}<section class="panel"><div class="empty"><b>No day yet</b><p>The first day begins with the first valuation of this portfolio.</p></div></section>`;
  const link = (d) => view.href('days', d, { tz });
  if (!date) return `${head('Days', zones(view, timezone))}<section class="panel"><div class="empty"><b>There is no day ${escape(view.address.item)} of this portfolio</b><p><a href="${link(days[0].date)}">Show the newest day</a></p></div></section>`;
  const listed = days.find((d) => d.date === date);
  const { data: detail } = view.list(`days/${date}`, { tz }, listed.open ? view.fillsVersion : `${listed.version}/${listed.net_pnl}/${listed.trades}`);
  const day = listed.open || !detail ? listed : detail.day;
  const up = days.filter((d) => d.net_pnl !== null && !d.net_pnl.startsWith('-') && change(d.net_pnl) !== '0.00').length;
  const down = days.filter((d) => d.net_pnl?.startsWith('-') && change(d.net_pnl) !== '0.00').length;
  const clock = view.clockOf(timezone);
  const rows = view.address.of('rows') === 'all' ? days : days.slice(0, ROWS);
  const others = rows.some((d) => d.other_costs && sign(d.other_costs));
  const boundary = `<p class="bnd"><span>${day.hours}${NB}h${day.partial ? ', begun within' : ''}</span><span class="n">${utcMinute(day.starts_at)}</span><span aria-hidden="true">→</span><span class="n"><span class="vh">to </span>${day.open ? 'open' : utcMinute(day.ends_at)}</span></p>`;
  const chips = day.open ? '<span class="chip">so far</span>' : `<span class="chip ${day.provisional ? 'warn' : ''}">${day.provisional ? 'closed, provisional' : 'closed'}</span>${day.version > 1 ? `<span class="chip warn">restated, v${day.version}</span>` : ''}`;
  const decided = detail?.decisions ? `<p class="foot"><a href="${view.href('decisions', null, { date })}">${plural(detail.decisions.approved, 'order')} approved, ${detail.decisions.rejected} rejected</a></p>` : '';
  return `${head('Days', zones(view, timezone), stepper(view, date, days, link))}<div class="dv">
    <div class="dl">${panel('heat', 'Net PnL by day', heat(days, { selected: date, today: days.find((d) => d.open)?.date, currency: view.currency, link }), { extra: `<span class="sub">${up} up, ${down} down</span>` })}</div>
    <div class="dr">${panel('explain', dayName(date, { year: true }), boundary + ladder(day, { open: day.open }) + restated(detail?.versions, view.currency), { extra: `<span class="sub">${view.currency}</span>${chips}` })}</div>
    <div class="ds">${panel('snapshot', day.open ? 'As it stands' : 'Snapshot at the boundary', snapshot(view, day, detail))}${panel('day-fills', 'Fills of the day', fillsOf(view, clock, detail) + decided, { extra: `<span class="sub">${day.trades}</span>` })}</div>
    <div class="dt">${panel('days', 'Last days', table('Last days', [['Day'], ['Start', 'num'], ['Gross', 'num'], ['Fees', 'num'], ['LLM', 'num'], ...(others ? [['Other costs', 'num']] : []), ['Net PnL', 'num'], ['Cash flows', 'num'], ['End', 'num'], ['Fills', 'num'], ['Positions closed', 'num']], rows.map(dayRow(date, link, others)), { cls: 'days' }), { extra: `<span class="sub">${view.currency}</span>${days.length > ROWS ? `<a class="more" href="${view.with('rows', rows === days ? '' : 'all')}">${rows === days ? 'Fewer' : `All ${days.length}`}</a>` : ''}` })}</div></div>`;
};
