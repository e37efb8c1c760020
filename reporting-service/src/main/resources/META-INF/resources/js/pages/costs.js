/** What trading costs, and who made what: by bot version, run, symbol, side or tag. */
import { delta, escape, figure, missing, money, quantity, words } from '../format.js';
import { choice, head, nothing, panel, table, why } from '../parts.js';

export const title = 'Costs and runs';

const NAMES = { bot_version: 'Bot version', run_id: 'Run', symbol: 'Symbol', side: 'Side', tag: 'Tag' };
/** Who acts where no bot does: plans leave and operators close without one. */
const NOBODY = { bot_version: 'exits, operators', run_id: 'exits, operators' };
const tokens = (n) => (n === null || n === undefined ? '' : figure(String(n), 0));
const when = (view, t) => `${view.clock.weekday(t)} ${view.clock.minute(t)}`;

const sliceRow = (s) =>
  `<tr data-key="${escape(s.by + s.key)}"><th scope="row">${escape(s.key === '-' || s.key === '' ? NOBODY[s.by] ?? 'none' : s.key)}</th><td class="num">${delta(s.realized_pnl, { glyph: false })}</td><td class="num">${delta(s.unrealized_pnl, { glyph: false, why: 'a mark is missing' })}</td><td class="num">${money(s.fees)}</td><td class="num">${money(s.llm_cost)}</td><td class="num">${money(s.other_costs)}</td><td class="num">${delta(s.net_pnl, { why: 'a mark is missing' })}</td><td class="num n">${s.total_trades}</td><td class="num n">${s.total_orders}</td><td class="num n">${s.wins} / ${s.losses}</td></tr>`;

const slices = (view) => {
  const all = view.parts.slices || [];
  const kinds = [...new Set(all.map((s) => s.by))];
  if (!kinds.length) return panel('slices', 'Who made what', nothing('Nothing has been traded yet.'));
  const by = kinds.includes(view.address.of('by')) ? view.address.of('by') : kinds.includes('bot_version') ? 'bot_version' : kinds[0];
  const v = view.parts.valuation;
  const reason = why(v?.missing);
  const foot = v ? `<tr><th scope="row">Portfolio</th><td class="num">${delta(v.realized_pnl, { glyph: false, why: reason })}</td><td class="num">${delta(v.unrealized_pnl, { glyph: false, why: reason })}</td><td class="num">${money(v.fees)}</td><td class="num">${money(v.llm_cost)}</td><td class="num">${money(v.other_costs)}</td><td class="num">${delta(v.net_pnl, { why: reason })}</td><td class="num n">${v.total_trades}</td><td class="num n">${v.total_orders}</td><td class="num n">${v.wins} / ${v.losses}</td></tr>` : '';
  const columns = [[NAMES[by] || words(by)], ['Realized', 'num'], ['Unrealized', 'num'], ['Fees', 'num'], ['LLM', 'num'], ['Other', 'num'], ['Net PnL', 'num'], ['Fills', 'num'], ['Orders', 'num'], ['Wins / losses', 'num']];
  const choose = kinds.length > 1 ? choice('Sliced by', 'by', kinds.map((k) => [k, NAMES[k] || words(k)]), by) : `<span class="sub">by ${(NAMES[by] || by).toLowerCase()}, ${view.currency}</span>`;
  return panel('slices', 'Who made what', table('Slices', columns, all.filter((s) => s.by === by).map(sliceRow), { foot }), { extra: choose });
};

const runs = (view) => {
  const list = view.parts.runs || [];
  const rows = list.map((r) => `<tr data-key="${escape(r.run_id)}"><th scope="row">${escape(r.run_id)}</th><td class="nw">${escape(r.bot ?? '–')}</td><td class="nw">${escape(r.bot_version ?? '–')}</td><td class="n nw">${r.started_at ? when(view, r.started_at) : missing('never registered')}</td><td class="n nw">${r.ended_at ? when(view, r.ended_at) : '<span class="vd ok">running</span>'}</td><td>${escape(r.end_reason ?? '')}</td></tr>`);
  return panel('runs', 'Runs', rows.length ? table('Runs', [['Run'], ['Bot'], ['Version'], ['Started'], ['Ended'], ['Why']], rows) : nothing('No run has been registered.'), { cls: 'below', extra: `<span class="count">${list.length}</span>` });
};

export const render = (view) => {
  const after = view.address.of('after');
  const v = view.parts.valuation;
  const { data, problem } = view.list('costs', { limit: 100, after }, after ? '' : `${v?.llm_cost}/${v?.other_costs}`);
  const tile = (name, value, below) => `<div class="tile"><span class="lab">${name}</span><span class="tv n">${value}</span><small>${below}</small></div>`;
  const totals = data?.totals;
  const tiles = `<div class="tiles four">${tile('Fees', money(v?.fees ?? null), view.currency)}${tile('LLM cost', money(v?.llm_cost ?? null), view.currency)}${tile('Other costs', money(v?.other_costs ?? null), view.currency)}${tile('LLM calls', totals ? figure(String(totals.llm_calls), 0) : missing('reading'), totals ? `${figure(String(totals.input_tokens), 0)} tokens in, ${figure(String(totals.output_tokens), 0)} out` : '')}</div>`;
  const models = (totals?.by_model || []).map((m) => `<tr data-key="${escape(m.model)}"><th scope="row">${escape(m.model)}</th><td class="num n">${figure(String(m.calls), 0)}</td><td class="num n">${quantity(m.cost)} ${escape(m.currency)}</td></tr>`);
  const rows = (data?.items || []).map((c) => `<tr data-key="${escape(c.category + c.cost_id)}"><td class="n nw">${when(view, c.occurred_at)}</td><td class="nw">${words(c.category)}</td><td class="nw">${escape(c.model ?? '')}</td><td class="num n">${quantity(c.amount)} ${escape(c.currency)}</td><td class="num n">${tokens(c.input_tokens)}</td><td class="num n">${tokens(c.output_tokens)}</td><td>${escape(c.decision ? (typeof c.decision === 'object' ? c.decision.action ?? JSON.stringify(c.decision) : c.decision) : c.reason ?? '')}</td><td class="nw">${escape([c.bot_version, c.run_id === '-' ? null : c.run_id].filter(Boolean).join(', ') || '–')}</td></tr>`);
  const list = data ? (rows.length ? table('Costs', [['When'], ['What'], ['Model'], ['Amount', 'num'], ['Tokens in', 'num'], ['Tokens out', 'num'], ['Decision or reason'], ['Bot, run']], rows, { box: 'tall' }) : nothing('No cost has been booked.')) : nothing(problem ? escape(problem.message) : 'Reading.');
  return `${head('Costs and runs', 'Fees, LLM calls and other costs, each booked once.')}${tiles}${slices(view)}${runs(view)}
    ${models.length ? panel('models', 'LLM calls by model', table('LLM calls by model', [['Model'], ['Calls', 'num'], ['Cost', 'num']], models), { cls: 'below' }) : ''}
    ${panel('costs', 'Costs', list, { cls: 'below', extra: `${after ? `<a class="more" href="${view.with('after', '')}">Newest</a>` : ''}${data?.next ? `<a class="more" href="${view.with('after', data.next)}">Older</a>` : ''}` })}`;
};

