/** A calendar of net PnL. */
import { absolute, compare, divide, sign } from './decimal.js';
import { NB, change, dayName, plural, tone } from './format.js';

// Four steps a side, by the day's net PnL as a share of the equity it began with.
const STEPS = ['0.0025', '0.009', '0.026'];
const step = (day) => {
  if (day.net_pnl === null || tone(day.net_pnl) === 'flat') return 'z';
  const part = absolute(divide(day.net_pnl, day.start_equity, 8));
  const level = part === null ? 1 : 1 + STEPS.filter((s) => compare(part, s) >= 0).length;
  return (sign(day.net_pnl) < 0 ? 'd' : 'u') + level;
};

/** A calendar day that clocks made longer or shorter. */
const odd = (day) => day.hours !== '24';

/** Weeks as rows, day numbers in cells; losses have a cut corner, so that colour is never alone. */
export const heat = (days, { selected, today, currency, link }) => {
  const weeks = [];
  for (const d of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const at = new Date(`${d.date}T00:00:00Z`);
    const weekday = (at.getUTCDay() + 6) % 7;
    const monday = new Date(at - weekday * 864e5).toISOString().slice(0, 10);
    let week = weeks[weeks.length - 1];
    if (!week || week.monday !== monday) weeks.push((week = { monday, days: [] }));
    week.days[weekday] = d;
  }
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((w) => `<span>${w}</span>`).join('');
  let month = '';
  const rows = weeks.map((w) => {
    const first = dayName(w.days.find(Boolean).date, { weekday: false }).split(NB)[1];
    const label = first === month ? '' : first;
    month = first;
    const cells = [0, 1, 2, 3, 4, 5, 6].map((i) => {
      const d = w.days[i];
      if (!d) return '<span class="hc none"></span>';
      const open = d.date === today;
      const says = `${dayName(d.date, { year: true })}: net ${d.net_pnl === null ? 'not known' : `${change(d.net_pnl)} ${currency}`}, ${plural(d.trades, 'fill')}${odd(d) ? `, ${d.hours} hours` : ''}${d.version > 1 ? ', restated' : ''}${open ? ', so far' : ''}`;
      return `<a class="hc ${step(d)} ${d.date === selected ? 'on' : ''} ${open ? 'open' : ''}" href="${link(d.date)}" aria-label="${says}" title="${says}" ${d.date === selected ? 'aria-current="date"' : ''}><i>${+d.date.slice(8)}</i>${odd(d) ? '<u></u>' : ''}${d.version > 1 ? '<s></s>' : ''}</a>`;
    });
    return `<div class="hw"><span class="hm">${label}</span>${cells.join('')}</div>`;
  });
  return `<div class="heat" role="group" aria-label="Net PnL by day"><div class="hw hl" aria-hidden="true"><span></span>${names}</div>${rows.join('')}</div>
    <div class="heat-k" aria-hidden="true"><span>Loss</span>${['d4', 'd3', 'd2', 'd1', 'z', 'u1', 'u2', 'u3', 'u4'].map((c) => `<i class="hc ${c}"></i>`).join('')}<span>gain</span><b></b><span class="kx"><i class="hc z c"><s></s></i>restated</span><span class="kx"><i class="hc z c"><u></u></i>23 or 25 h</span></div>`;
};
