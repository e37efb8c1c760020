/**
 * How old the figures are. Liveness of the screen goes by the browser's clock (the stream has a heartbeat), the age of
 * market data by event time; a venue that has gone silent stands still in event time, so its silence goes by the
 * browser's clock again.
 */
const DEFAULT_LIMIT = 60_000;
/** Shorter gaps than this are the rhythm of a fast replay, not staleness. */
const PATIENCE = 3_000;

/** Milliseconds of `PT60S`, `PT1M`, `PT1H30M`. */
export const duration = (text) => {
  const m = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text || '');
  if (!m) return null;
  const [, d = 0, h = 0, min = 0, s = 0] = m;
  return (((+d * 24 + +h) * 60 + +min) * 60 + +s) * 1000;
};

export const markLimit = (portfolio) => duration(portfolio?.limits?.max_mark_age) ?? DEFAULT_LIMIT;

/** Age in event time of the newest mark of a position's symbol, in milliseconds; null where there is none. */
export const markAge = (position, clock) => {
  const at = clock?.marks?.find((m) => m.symbol === position.symbol)?.at ?? position.marked_at;
  return at && clock?.now ? Math.max(0, Date.parse(clock.now) - Date.parse(at)) : null;
};

/** One per screen: it remembers since when data has been old. */
export class Freshness {
  #since = 0;

  /**
   * `kind` is live, stale or offline; `age` in milliseconds, `last` the instant of the newest mark of any symbol,
   * `silent` where the venue sends nothing at all. One symbol that lags behind is shown where it stands.
   */
  of(live, now = Date.now()) {
    if (live.status === 'broken' || live.status === 'failed') {
      this.#since = 0;
      return { kind: 'offline', retryIn: Math.max(0, live.retryAt - now) };
    }
    const { clock, portfolio, venue } = live.parts || {};
    if (!clock?.now) return { kind: 'live', age: null };
    const limit = markLimit(portfolio);
    const newest = (clock.marks || []).map((m) => m.at).sort().pop() ?? null;
    const behind = newest ? Math.max(0, Date.parse(clock.now) - Date.parse(newest)) : 0;
    const silence = now - live.clockAt;
    const down = Boolean(venue?.state) && venue.state !== 'UP';
    const silent = silence > limit;
    this.#since = behind > limit || silent || down ? this.#since || now : 0;
    if (this.#since && (silent || down || now - this.#since >= PATIENCE))
      return { kind: 'stale', age: Math.max(behind, silence), last: newest, silent, down };
    return { kind: 'live', age: newest ? behind : null };
  }
}
