/** What needs somebody, and where to go with it. */

/** Those that are the system's business rather than the market's. */
export const SYSTEM_CODES = ['DEAD_LETTER', 'RECONCILIATION_MISMATCH', 'VENUE_DEGRADED', 'TRADING_HALTED', 'TRADING_REDUCING'];

const ACTIONS = {
  PLAN_UNWATCHED: ['Open', 'position'], PLAN_EXIT_FAILED: ['Open', 'position'], POSITION_UNGUARDED: ['Open', 'position'],
  CAP_NEARLY_USED: ['Open', 'decisions'], RECONCILIATION_MISMATCH: ['Review', 'system'], DEAD_LETTER: ['Review', 'system'],
  VENUE_DEGRADED: ['Review', 'system'], TRADING_HALTED: ['Review', 'system'], TRADING_REDUCING: ['Review', 'system'],
  VALUATION_INCOMPLETE: ['Review', 'positions'], DAY_UNEXPLAINED: ['Explain', 'days'], DAY_PROVISIONAL: ['Open', 'days'],
};

export const attentionItems = (view) =>
  (view.parts.attention || []).map((a) => {
    const [action, page] = ACTIONS[a.code] || [];
    const href = page === 'position' ? (a.symbol ? view.position(a.symbol) : view.href('positions')) : page && view.href(page);
    return { key: a.id, level: a.level, title: a.title, detail: a.detail, action, href, code: a.code };
  });
