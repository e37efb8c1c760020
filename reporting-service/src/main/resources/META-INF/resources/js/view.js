/** What a page is given to draw itself from: the live parts, the address, times in the right zone, and lists to read. */
import { link, symbolItem, withParameter } from './address.js';
import { portfolioPath, query } from './api.js';
import { clock } from './format.js';

export class View {
  constructor({ address, live, resources, freshness, caller, memory, trail }) {
    this.address = address;
    this.live = live;
    this.parts = live.parts;
    this.freshness = freshness;
    /** Who looks: `{name, role}`. */
    this.caller = caller;
    /** What a page wants to remember as long as it is shown. */
    this.memory = memory;
    /** Valuations that the stream has brought since the page was opened. */
    this.trail = trail;
    this.zone = live.parts?.portfolio?.timezone || 'UTC';
    this.clock = clock(this.zone);
    this.currency = live.parts?.portfolio?.base_currency || '';
    this.resources = resources;
  }

  /** A list of this portfolio; read again when `version` changes. */
  list(path, parameters, version) {
    return this.resources.of(query(portfolioPath(this.live.portfolio, path), parameters), version);
  }

  href(page, item = null, parameters = {}) {
    return link(this.live.portfolio, page, item, parameters);
  }

  position(symbol) {
    return this.href('positions', symbolItem(symbol));
  }

  with(key, value) {
    return withParameter(key, value);
  }

  clockOf(timezone) {
    return clock(timezone);
  }

  get operator() {
    return this.caller.role === 'operator';
  }

  /** The present mark of a symbol, or null. */
  mark(symbol) {
    return (
      this.parts.clock?.marks?.find((m) => m.symbol === symbol)?.price ??
      this.parts.positions.find((p) => p.symbol === symbol)?.mark ??
      null
    );
  }

  /** Changes when a fill came or was corrected. */
  get fillsVersion() {
    return (this.parts.fills || []).map((f) => f.trade_id + f.recorded_at).join();
  }

  get daysVersion() {
    const d = this.parts.last_day;
    return `${d?.date}/${d?.version}/${this.parts.today?.date}/${this.fillsVersion}`;
  }

  get ordersVersion() {
    const open = (this.parts.open_orders || []).map((o) => `${o.client_order_id}:${o.filled_quantity}`);
    return `${open.join()}|${this.fillsVersion}`;
  }

  get decisionsVersion() {
    const shown = (this.parts.decisions || []).map((d) => `${d.client_order_id}${d.occurred_at}${d.order?.status}${d.order?.filled_quantity}`);
    return shown.join();
  }

  /** The days of the portfolio, newest first, the open one as it is now; null until they are known. */
  days(timezone = this.zone) {
    const { data } = this.list('days', { tz: timezone === this.zone ? '' : timezone }, this.daysVersion);
    if (!data) return null;
    const { today } = this.parts;
    if (!today || timezone !== this.zone) return data.items;
    return [today, ...data.items.filter((d) => d.date !== today.date && !d.open)];
  }
}
