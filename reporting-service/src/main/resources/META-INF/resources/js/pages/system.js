/** Whether what is shown can be relied on: the venue, the ledger against it, the trading state, this screen's stream. */
import { attentionItems, SYSTEM_CODES } from '../attention.js';
import { sign } from '../decimal.js';
import { change, escape, missing, quantity, words } from '../format.js';
import { icons } from '../icons.js';
import { attention, head, nothing, panel, table } from '../parts.js';

export const title = 'System';

const facts = (rows) => `<dl class="facts">${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
const state = (good, text) => (good ? `<span class="vd ok">${icons.ok}${text}</span>` : `<span class="vd bad">${icons.alert}${text}</span>`);

/** What a likely cause means, and what to look at before an adjustment is booked. */
const CAUSES = {
  MISSING_FILL: 'a fill that one side does not know: sync again first',
  EXTERNAL_TRADE: 'somebody else traded on the account',
  DUST: 'less than the venue trades',
  FEE_ASSET: 'a fee that was taken in this asset',
  DEPOSIT: 'it came without being booked',
  WITHDRAWAL: 'it went without being booked',
  UNKNOWN_ASSET: 'the ledger never heard of it',
};

const differences = (view, r) => {
  const portfolio = escape(view.parts.portfolio.portfolio_id);
  const differing = (r?.items || []).filter((i) => i.cause !== 'NONE');
  if (!differing.length) return '';
  const commands = [`./holdfast assign ${portfolio}`, ...differing.map((i) => `./holdfast adjust ${portfolio} ${escape(i.asset)} --reason "${escape(words(i.cause).toLowerCase())}"`)];
  return `<p class="foot">Fills that are nobody's are listed by the first command. What stays after that is booked by the others, as adjustments.</p><pre tabindex="0">${commands.join('\n')}</pre>`;
};

export const render = (view) => {
  const { venue: v, reconciliation: r, trading_state: t, sequence } = view.parts;
  const at = (instant) => (instant ? `<span class="n">${view.clock.full(instant)}</span>` : missing('not yet'));
  const items = attentionItems(view).filter((i) => SYSTEM_CODES.includes(i.code));
  const venue = v ? facts([
    ['State', state(v.state === 'UP', words(v.state))],
    ...(v.code || v.reason ? [['Because', `${v.code ? `<code>${escape(v.code)}</code> ` : ''}${escape(v.reason ?? '')}`]] : []),
    ['Fills known through', at(v.synced_through)], ['Account observed', at(v.observed_at)],
  ]) : nothing('No adapter has reported on this venue yet.');
  const trading = t ? facts([
    ['State', words(t.state)], ['Exits', t.state === 'HALTED' && !t.allow_exits ? state(false, 'inactive: stops are not sent') : state(true, 'pass')],
    ['Ledger', t.quarantined ? state(false, 'quarantined: entries are refused') : state(true, 'every record applied')],
    ...(t.cause ? [['Changed by', escape(words(t.cause))]] : []), ...(t.reason ? [['Reason', escape(t.reason)]] : []), ...(t.since ? [['Since', at(t.since)]] : []),
  ]) : nothing('risk-service has not said yet what may be traded.');
  const rows = (r?.items || []).map((i) => `<tr data-key="${escape(i.asset)}"><th scope="row">${escape(i.asset)}</th><td class="num n">${quantity(i.ledger)}</td><td class="num n">${quantity(i.venue)}</td><td class="num n ${sign(i.difference) ? 'chg' : 'dim'}">${sign(i.difference) ? change(i.difference, 8) : '0'}</td><td>${i.cause === 'NONE' ? `<span class="vd ok">${icons.ok}agree</span>` : `${escape(words(i.cause))}${CAUSES[i.cause] ? `<small class="sub cmsg">${CAUSES[i.cause]}</small>` : ''}`}</td><td class="num n dim">${i.tolerance ? quantity(i.tolerance) : '0'}</td></tr>`);
  const reconciled = r ? table('Ledger against venue', [['Asset'], ['Ledger', 'num'], ['Venue', 'num'], ['Venue − ledger', 'num'], ['Likely cause'], ['Tolerated', 'num']], rows) + differences(view, r) : nothing('The ledger has not been compared with the venue yet.');
  const screen = facts([
    ['Stream', view.live.status === 'open' ? state(true, 'open') : state(false, 'lost, trying again')], ['Sequence', `<span class="n">${sequence}</span>`],
    ['Signed in as', escape([view.caller.name, view.caller.role].filter(Boolean).join(', '))],
  ]);
  return `${head('System', 'Whether what is shown can be relied on.')}
    ${items.length ? panel('system-attention', 'Needs attention', attention(items.map((i) => ({ ...i, href: null }))), { extra: `<span class="count">${items.length}</span>` }) : ''}
    <div class="three ${items.length ? 'below' : ''}">${panel('venue', `Venue ${escape(v?.venue ?? view.parts.portfolio.venue ?? '')}`, venue)}${panel('trading', 'Trading', trading)}${panel('screen', 'This screen', screen)}</div>
    ${panel('reconciliation', 'Ledger against venue', reconciled, { cls: 'below', extra: r ? `<span class="sub">${r.state === 'MATCHED' ? 'matched' : 'differs'}, as of ${view.clock.full(r.as_of)}</span>` : '' })}`;
};
