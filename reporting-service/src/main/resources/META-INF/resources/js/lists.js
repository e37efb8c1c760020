/** What several lists share. */
import { dayName, escape, price, quantity } from './format.js';
import { side } from './parts.js';

const quote = (symbol) => symbol.split('/')[1];

/** A choice of day: a list of those that exist. */
export const daySelect = (view, current) => {
  const days = view.days() || [];
  return `<label class="pick"><span class="vh">Day</span><select data-select="date"><option value="">All days</option>${days.map((d) => `<option value="${d.date}" ${d.date === current ? 'selected' : ''}>${dayName(d.date, { year: true })}</option>`).join('')}</select></label>`;
};

export const fillRow = (view, { symbol = false } = {}) => (f) =>
  `<tr data-key="${escape(f.venue + f.order_id + f.trade_id)}"><td class="n nw">${view.clock.weekday(f.occurred_at)} ${view.clock.minute(f.occurred_at)}</td>${symbol ? `<td class="nw">${escape(f.symbol)}</td>` : ''}<td>${side(f.side)}</td><td class="num n">${quantity(f.quantity)}</td><td class="num n">${price(f.price)}</td><td class="num n">${f.fees.length ? f.fees.map((x) => `${quantity(x.amount)}${x.currency === quote(f.symbol) ? '' : ` ${escape(x.currency)}`}`).join(' + ') : '0'}</td>`;
