/**
 * What is known of one portfolio, kept up to date: a snapshot, then the stream from its sequence on.
 *
 * Every part arrives whole, so applying is replacing. The stream is given up when it is silent for longer than two
 * heartbeats and opened again from the last sequence; a heartbeat that names another sequence than ours means that
 * something was missed, and the snapshot is read again.
 */
import { get, portfolioPath, Problem, query, session } from './api.js';

const PARTS = ['portfolio', 'clock', 'trading_state', 'venue', 'valuation', 'positions', 'plans', 'open_orders', 'today', 'last_day',
  'headroom', 'attention', 'decisions', 'fills', 'slices', 'runs', 'reconciliation'];
/** Every portfolio begins active; only changes are announced. */
const FIRST_STATE = { state: 'ACTIVE', allow_exits: true, cause: null, reason: null, since: null, quarantined: false };
const SILENCE = 12_000;
const GRACE = 1_000;
const LONGEST_WAIT = 15_000;

export class Live {
  #changed;
  #signedOut;
  #stream = null;
  #timers = new Set();
  #attempt = 0;
  #ended = false;
  #applied = new Map();

  constructor(portfolio, { changed, signedOut }) {
    this.portfolio = portfolio;
    this.parts = null;
    this.sequence = 0;
    /** loading, open, broken, failed (nothing to show at all) */
    this.status = 'loading';
    this.problem = null;
    this.heardAt = 0;
    this.clockAt = 0;
    this.retryAt = 0;
    this.#changed = changed;
    this.#signedOut = signedOut;
  }

  async start() {
    try {
      await this.#snapshot();
      this.#listen();
    } catch (problem) {
      this.#broken(problem);
    }
  }

  end() {
    this.#ended = true;
    this.#close();
  }

  retryNow() {
    this.#close();
    this.#again();
  }

  async #snapshot() {
    const parts = await get(portfolioPath(this.portfolio, 'overview'));
    if (this.#ended) return;
    this.parts = { ...parts, trading_state: parts.trading_state ?? FIRST_STATE };
    this.sequence = parts.sequence;
    this.#applied = new Map(PARTS.map((part) => [part, parts.sequence]));
    this.problem = null;
    this.heardAt = this.clockAt = Date.now();
    this.#changed('all');
  }

  #listen() {
    if (this.#ended) return;
    // Parts that changed together share a sequence: after a break those of the last one are asked for once more.
    const after = this.status === 'loading' ? this.sequence : this.sequence - 1;
    this.#stream = new EventSource(query(portfolioPath(this.portfolio, 'events'), { after }));
    const stream = this.#stream;
    const heard = () => {
      this.heardAt = Date.now();
      this.#attempt = 0;
      if (this.status !== 'open') {
        this.status = 'open';
        this.problem = null;
        this.#changed('status');
      }
    };
    stream.onopen = heard;
    stream.onerror = () => stream === this.#stream && this.#lost();
    for (const part of PARTS)
      stream.addEventListener(part, (event) => {
        heard();
        this.#apply(part, JSON.parse(event.data));
      });
    stream.addEventListener('heartbeat', (event) => {
      heard();
      this.#compare(JSON.parse(event.data).sequence);
    });
    const watch = setInterval(() => {
      if (Date.now() - this.heardAt > SILENCE) this.#lost();
    }, 1000);
    this.#timers.add(watch);
  }

  #apply(part, { sequence, value }) {
    if (sequence < (this.#applied.get(part) ?? 0)) return;
    this.#applied.set(part, sequence);
    this.sequence = Math.max(this.sequence, sequence);
    if (part === 'clock') this.clockAt = Date.now();
    this.parts = { ...this.parts, sequence: this.sequence, [part]: part === 'trading_state' ? value ?? FIRST_STATE : value };
    this.#changed(part);
  }

  /** Parts that are on their way get a moment to arrive; a service that counts from lower down was rebuilt. */
  #compare(theirs) {
    if (theirs < this.sequence) this.#reload();
    if (theirs > this.sequence) this.#timers.add(setTimeout(() => theirs > this.sequence && this.#reload(), GRACE));
  }

  async #reload() {
    try {
      await this.#snapshot();
    } catch (problem) {
      this.#broken(problem);
    }
  }

  /** The browser does not say why a stream failed: asking for the session tells a lost connection from a lost sign-in. */
  async #lost() {
    this.#close();
    try {
      await session();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.#signedOut();
        return;
      }
    }
    this.#broken(null);
  }

  #broken(problem) {
    if (this.#ended) return;
    this.#close();
    if (problem instanceof Problem && problem.status === 401) {
      this.#signedOut();
      return;
    }
    this.problem = problem;
    this.status = this.parts ? 'broken' : 'failed';
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.#attempt++);
    this.retryAt = Date.now() + wait;
    this.#timers.add(setTimeout(() => this.#again(), wait));
    this.#changed('status');
  }

  /** From the last sequence where there is one; the service sends what changed since. */
  #again() {
    this.#close();
    if (this.parts) this.#listen();
    else this.start();
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
