/** What several lists share. */
import { absolute, compare, significantScale } from './decimal.js';
import { dayName, escape, figure, price, quantity } from './format.js';
import { side } from './parts.js';

const quote = (symbol) => symbol.split('/')[1];

/** A choice of day: a list of those that exist. */
export const daySelect = (view, current) => {
  const days = view.days() || [];
  return `<label class="pick"><span class="vh">Day</span><select data-select="date"><option value="">All days</option>${days.map((d) => `<option value="${d.date}" ${d.date === current ? 'selected' : ''}>${dayName(d.date, { year: true })}</option>`).join('')}</select></label>`;
};

/** Small amounts keep what makes them more than zero, and no more than anybody reads. */
const fee = (amount) => figure(amount, compare(absolute(amount), '1') < 0 ? Math.max(2, Math.min(6, significantScale(amount))) : 2);

export const fillRow = (view, { symbol = false, brief = false } = {}) => (f) =>
  `<tr data-key="${escape(f.venue + f.order_id + f.trade_id)}"><td class="n nw">${brief ? view.clock.day(f.occurred_at) : view.clock.weekday(f.occurred_at)} ${view.clock.minute(f.occurred_at)}</td>${symbol ? `<td class="nw">${escape(f.symbol)}</td>` : ''}<td>${side(f.side)}</td><td class="num n">${quantity(f.quantity)}</td><td class="num n">${price(f.price)}</td><td class="num n">${f.fees.length ? f.fees.map((x) => `${fee(x.amount)}${x.currency === quote(f.symbol) ? '' : ` ${escape(x.currency)}`}`).join(' + ') : '0'}</td>`;
