/** What needs somebody, and where to go with it. */
import { figure, share } from './format.js';
import { capName } from './parts.js';

/** Those that are the system's business rather than the market's. */
export const SYSTEM_CODES = ['DEAD_LETTER', 'RECONCILIATION_MISMATCH', 'VENUE_DEGRADED', 'TRADING_HALTED', 'TRADING_REDUCING'];

const ACTIONS = {
  PLAN_UNWATCHED: ['Open', 'position'], PLAN_WAITS: ['Confirm', 'position'], ORDER_UNHEARD_OF: ['Open', 'orders'], TRADE_HELD: ['Assign', 'orders'], PLAN_EXIT_FAILED: ['Open', 'position'], POSITION_UNGUARDED: ['Open', 'position'],
  CAP_NEARLY_USED: ['Open', 'decisions'], RECONCILIATION_MISMATCH: ['Review', 'system'], DEAD_LETTER: ['Review', 'system'],
  VENUE_DEGRADED: ['Review', 'system'], TRADING_HALTED: ['Review', 'system'], TRADING_REDUCING: ['Review', 'system'],
  VALUATION_INCOMPLETE: ['Review', 'positions'], DAY_UNEXPLAINED: ['Explain', 'days'], DAY_PROVISIONAL: ['Open', 'days'],
};

/** A cap says how much is left of it in the figures of the gauge beside it. */
const worded = (item, { headroom }) => {
  const [code, cap, symbol] = item.id.split(':');
  const gauge = code === 'CAP_NEARLY_USED' && headroom.find((g) => g.cap === cap && (g.symbol ?? undefined) === symbol);
  if (!gauge || gauge.share === null) return item;
  const money = gauge.unit && gauge.unit !== 'fraction';
  const left = gauge.unit === 'fraction' ? share(gauge.left, 1) : `${figure(gauge.left, money ? 2 : 0)} ${gauge.unit}`;
  return { ...item, title: `${capName(gauge)} at ${share(gauge.share)} of its cap`, detail: `${left.trim()} left for entries` };
};

export const attentionItems = (view) =>
  (view.parts.attention || []).map((item) => {
    const a = worded(item, view.parts);
    const [action, page] = ACTIONS[a.code] || [];
    const href = page === 'position' ? (a.symbol ? view.position(a.symbol) : view.href('positions')) : page && view.href(page);
    return { key: a.id, level: a.level, title: a.title, detail: a.detail, action, href, code: a.code };
  });
