/**
 * Commands of an operator, always in two steps. The first says what will happen in today's figures and has its focus on
 * Cancel; the second asks for a reason and names portfolio and mode again. A command is sent with the portfolio and
 * the mode that were shown, is called accepted when the service took it, and done only when the stream shows its effect.
 */
import { absolute, add, compare, divide, multiply, negate, sign, subtract } from './decimal.js';
import { post, portfolioPath } from './api.js';
import { escape, figure, plural, price, quantity } from './format.js';
import { icons } from './icons.js';
import { tradingName } from './shell.js';

const LATE = 15_000;
const DEFAULT_COLLAR = '0.01';

const exposure = (p) => (p.valuation?.exposure_notional ? `${figure(p.valuation.exposure_notional)} ${p.portfolio.base_currency} stays exposed` : null);
const armed = (p) => p.plans.filter((x) => x.status === 'ARMED').length;
const entries = (p) => p.open_orders.filter((o) => !o.reduce_only).length;
const stays = (n, one) => `${plural(n, one)} ${n === 1 ? 'stays' : 'stay'}`;

const TRADING = {
  'trading.reduce-only': {
    name: 'Pause entries', says: 'New entries of bots are refused. Orders that make a position smaller, plans and their exits go on.',
    facts: (p) => [`${stays(armed(p), 'plan')} armed`, `${stays(entries(p), 'open entry order')} at the venue`, exposure(p)],
    confirm: () => 'Pause entries', applies: (s) => s?.state !== 'REDUCING', done: (s) => s?.state === 'REDUCING',
  },
  'trading.halt': {
    name: 'Halt bots', says: 'Nothing of bots passes. Stops and targets stay alive, and you may close positions.', body: { allow_exits: true }, danger: true,
    facts: (p) => [`${stays(armed(p), 'plan')} armed`, exposure(p), 'Release: Activate, by an operator'],
    confirm: (p) => `Halt ${p.portfolio.portfolio_id}`, applies: (s) => s?.state !== 'HALTED' || !s.allow_exits, done: (s) => s?.state === 'HALTED' && s.allow_exits,
  },
  'trading.halt-all': {
    name: 'Halt everything', says: 'No order passes, exits included. Stops become inactive: they are not sent while halted.', type: 'trading.halt', body: { allow_exits: false }, danger: true,
    facts: (p) => [`${plural(armed(p), 'stop')} ${armed(p) === 1 ? 'becomes' : 'become'} inactive`, exposure(p), 'Release: Activate, by an operator'],
    confirm: (p) => `Halt ${p.portfolio.portfolio_id}, stops too`, applies: (s) => s?.state !== 'HALTED' || s.allow_exits, done: (s) => s?.state === 'HALTED' && !s.allow_exits,
  },
  'trading.activate': {
    name: 'Activate', says: 'Entries and exits pass again, under all caps.',
    facts: (p) => [`${plural(armed(p), 'plan')} ${armed(p) === 1 ? 'is' : 'are'} armed`, `${stays(p.open_orders.length, 'open order')} at the venue`],
    confirm: (p) => `Activate ${p.portfolio.portfolio_id}`, applies: (s) => s?.state !== 'ACTIVE', done: (s) => s?.state === 'ACTIVE',
  },
};

/** Fees per unit of turnover, of the last fills of a symbol whose fees are in its quote currency; null where there is none. */
const feeRate = (fills, symbol) => {
  const currency = symbol.split('/')[1];
  const own = fills.filter((f) => f.symbol === symbol && f.fees.length && f.fees.every((x) => x.currency === currency));
  const fees = own.flatMap((f) => f.fees).reduce((t, x) => add(t, x.amount), '0');
  return divide(fees, own.reduce((t, f) => add(t, multiply(f.quantity, f.price)), '0'), 8);
};

const closing = (symbol) => ({
  name: `Close ${symbol}`, type: 'position.close', body: { symbol }, danger: true, symbol,
  says: 'One reduce-only market order for the whole position. Its plans close when it is flat.',
  facts: (p) => {
    const held = p.positions.find((x) => x.symbol === symbol);
    if (!held) return ['The position is flat: nothing is left to close'];
    const size = absolute(held.quantity);
    const base = symbol.split('/')[0];
    const value = held.mark === null ? null : multiply(size, held.mark);
    const rate = feeRate(p.fills, symbol);
    const fee = value && rate ? multiply(value, rate) : null;
    const plans = p.plans.filter((x) => x.symbol === symbol).map((x) => x.plan_id);
    return [
      `${sign(held.quantity) > 0 ? 'Sells' : 'Buys'} ${quantity(size)} ${escape(base)}${value ? `, about ${figure(value)} ${held.currency} at the mark of ${price(held.mark)}` : ', at a price that is not known: there is no mark'}`,
      fee ? `About ${figure(negate(fee))} ${held.currency} in fees, at the rate of the last fills` : 'Fees as the venue charges them',
      plans.length ? `${plans.map(escape).join(', ')} ${plans.length === 1 ? 'is' : 'are'} closed when flat` : 'No plan guards it',
    ];
  },
  confirm: (p) => {
    const held = p.positions.find((x) => x.symbol === symbol);
    return held ? `${sign(held.quantity) > 0 ? 'Sell' : 'Buy'} ${quantity(absolute(held.quantity))} ${escape(symbol.split('/')[0])}` : 'Close';
  },
  figure: (p) => p.positions.find((x) => x.symbol === symbol)?.mark ?? null,
  size: (p) => p.positions.find((x) => x.symbol === symbol)?.quantity ?? '0',
  done: (s, p) => !p.positions.some((x) => x.symbol === symbol && sign(x.quantity) !== 0),
});

const cancelling = (id) => ({
  name: 'Cancel order', type: 'order.cancel', body: { client_order_id: id },
  says: 'The venue is asked to cancel what is not filled yet.',
  facts: (p) => {
    const o = p.open_orders.find((x) => x.client_order_id === id);
    return o ? [`${o.side} ${quantity(subtract(o.quantity, o.filled_quantity))} ${escape(o.symbol)}${o.limit_price ? ` at ${price(o.limit_price)}` : ''} is taken back`, `Client order ${escape(id)}`] : ['The order is no longer open'];
  },
  confirm: () => 'Cancel order',
  done: (s, p) => !p.open_orders.some((x) => x.client_order_id === id),
});

/** A fill that is nobody's becomes the portfolio's. */
const assigning = (fill) => ({
  name: `Assign fill ${fill.trade_id}`, type: 'trade.assign', body: { venue: fill.venue, symbol: fill.symbol, order_id: fill.order_id, trade_id: fill.trade_id },
  says: 'The fill is booked to this portfolio. Other portfolios on the account can no longer take it.',
  facts: () => [`${fill.side} ${quantity(fill.quantity)} ${escape(fill.symbol)} at ${price(fill.price)}`, `Order ${escape(fill.order_id)} at ${escape(fill.venue)}`],
  confirm: (p) => `Assign to ${p.portfolio.portfolio_id}`,
  done: (s, p) => !(p.held_fills || []).some((x) => x.trade_id === fill.trade_id && x.order_id === fill.order_id && x.symbol === fill.symbol),
});

const LEVELS = [['stop_price', 'Stop'], ['target_price', 'Target']];

const shownLevel = (value) => (value ? price(value) : 'none');

const sameLevel = (a, b) => (a && b ? compare(a, b) === 0 : !a && !b);

/** An edit of one plan, made for the version that was seen: a plan that was changed since refuses it by name. */
const editing = (plan, levels) => ({
  name: `Edit ${plan.plan_id}`, type: 'plan.update-requested', path: 'plan-commands',
  body: { plan_id: plan.plan_id, expected_version: plan.version, terms: levels, replaces: LEVELS.map(([key]) => key) },
  says: 'The levels of the plan change, and its version rises. Its other terms stay.',
  facts: () => [
    ...LEVELS.map(([key, name]) => `${name} ${shownLevel(plan[key])} → ${shownLevel(levels[key])}`),
    `Made for version ${plan.version}; it is refused where the plan has changed since`,
  ],
  confirm: () => 'Change levels',
  done: (s, p) => p.plans.some((x) => x.plan_id === plan.plan_id && x.version > plan.version && LEVELS.every(([key]) => sameLevel(x[key], levels[key]))),
  failed: (p) => {
    const now = p.plans.find((x) => x.plan_id === plan.plan_id);
    if (!now) return 'The plan was closed meanwhile.';
    return now.version > plan.version
      ? `The plan has changed since version ${plan.version}: version ${now.version} has ${LEVELS.map(([key, name]) => `${name.toLowerCase()} ${shownLevel(now[key])}`).join(', ')}. Edit that one.`
      : null;
  },
});

/** The position stays as it is, without this guard. */
const ending = (plan) => ({
  name: `End ${plan.plan_id}`, type: 'plan.close-requested', path: 'plan-commands', danger: true,
  body: { plan_id: plan.plan_id, exit: false },
  says: 'The plan ends. Its position stays, and this plan no longer leaves it.',
  facts: (p) => [
    `${quantity(plan.quantity)} ${escape(plan.symbol.split('/')[0])} ${p.plans.some((x) => x.symbol === plan.symbol && x.plan_id !== plan.plan_id) ? 'have only the other plans then' : 'have no guard then'}`,
    ...LEVELS.map(([key, name]) => `${name} ${shownLevel(plan[key])} goes`),
  ],
  confirm: () => 'End the plan',
  done: (s, p) => !p.plans.some((x) => x.plan_id === plan.plan_id),
});

/** A plan for a position that is held already. */
const guarding = (position, quantityAsked, levels) => {
  const id = commandId();
  return {
    name: `Guard ${position.symbol}`, type: 'plan.open-requested', path: 'plan-commands',
    body: { plan_id: id, symbol: position.symbol, side: sign(position.quantity) > 0 ? 'BUY' : 'SELL', quantity: quantityAsked, terms: levels },
    says: 'A new plan guards this much of the position from now on.',
    facts: () => [`${quantity(quantityAsked)} ${escape(position.symbol.split('/')[0])}`, ...LEVELS.map(([key, name]) => `${name} ${shownLevel(levels[key])}`)],
    confirm: () => 'Guard it',
    done: (s, p) => p.plans.some((x) => x.plan_id === id),
  };
};

/** A plan that was not armed again by itself guards from now on. */
const confirming = (plan) => ({
  name: `Confirm ${plan.plan_id}`, type: 'plan.rearm-requested', path: 'plan-commands', body: { plan_id: plan.plan_id },
  says: 'The plan guards its position again. A level that the price has crossed meanwhile triggers at once.',
  facts: () => LEVELS.map(([key, name]) => `${name} ${shownLevel(plan[key])}`),
  confirm: () => 'Confirm plan',
  done: (s, p) => !p.plans.some((x) => x.plan_id === plan.plan_id && x.suspended),
});

const commandId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `dash-${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`;
};

export class Controls {
  #dialog = document.getElementById('dialog');
  #answer = document.getElementById('answer');
  #view = () => null;
  #draft = null;
  #pending = null;
  #asked = null;
  #fading = 0;
  #changed;

  /** `view` gives the present view; `changed` is told when what is pending has changed. */
  constructor(view, changed) {
    this.#view = view;
    this.#changed = changed;
  }

  get pending() {
    return this.#pending;
  }

  open(html) {
    this.#dialog.innerHTML = html;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.querySelector('[data-focus]')?.focus();
  }

  close() {
    this.#draft = null;
    if (this.#dialog.open) this.#dialog.close();
  }

  say(text, stays = 5000) {
    this.#answer.textContent = text;
    this.#answer.className = 'on';
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => (this.#answer.className = ''), stays);
  }

  menu() {
    const { parts, operator, freshness } = this.#view();
    if (!operator || !parts) return;
    const s = parts.trading_state;
    const off = freshness.kind === 'offline';
    const items = Object.entries(TRADING).filter(([, c]) => c.applies(s))
      .map(([key, c]) => `<li><button type="button" data-act="first" data-arg="${key}" ${off ? 'disabled' : ''}><b>${c.name}</b><span>${c.says}</span>${icons.right}</button></li>`);
    this.open(`<header><h2 id="dialog-title">Trading controls</h2><button type="button" class="btn icon ghost" data-act="dismiss" aria-label="Close" data-focus>${icons.cross}</button></header><p class="sub">Now: <b>${tradingName(s)?.[1].toLowerCase() ?? 'not known'}</b>. ${off ? 'Controls are off until the connection is back.' : 'Every change needs two steps and is on the audit trail.'}</p><ul class="acts">${items.join('')}</ul>`);
  }

  trading = (key) => this.#first(TRADING[key].type ? TRADING[key] : { ...TRADING[key], type: key });
  closePosition = (symbol) => this.#first(closing(symbol));
  cancelOrder = (id) => this.#first(cancelling(id));

  assign = (key) => {
    const fill = (this.#view().parts.held_fills || []).find((f) => `${f.symbol}|${f.order_id}|${f.trade_id}` === key);
    if (fill) this.#first(assigning(fill));
  };

  editPlan = (id) => {
    const plan = this.#view().parts.plans.find((p) => p.plan_id === id);
    if (plan) this.#levels(`Edit ${plan.plan_id}`, plan, '', (levels) => editing(plan, levels));
  };

  confirmPlan = (id) => {
    const plan = this.#view().parts.plans.find((p) => p.plan_id === id);
    if (plan) this.#first(confirming(plan));
  };

  endPlan = (id) => {
    const plan = this.#view().parts.plans.find((p) => p.plan_id === id);
    if (plan) this.#first(ending(plan));
  };

  guard = (symbol) => {
    const held = this.#view().parts.positions.find((p) => p.symbol === symbol);
    if (!held) return;
    const size = `<label class="fl">Quantity<input name="quantity" inputmode="decimal" autocomplete="off" required pattern="[0-9]+(\\.[0-9]+)?" value="${escape(absolute(held.quantity))}"></label>`;
    this.#levels(`Guard ${symbol}`, {}, size, (levels, form) => guarding(held, form.elements.quantity.value.trim(), levels));
  };

  /** Asks for levels, before the two steps of every command. */
  #levels(name, present, more, command) {
    const inputs = LEVELS.map(([key, label], i) => `<label class="fl">${label}, empty for none<input name="${key}" inputmode="decimal" autocomplete="off" pattern="[0-9]+(\\.[0-9]+)?" value="${escape(present[key] ?? '')}" ${i ? '' : 'data-focus'}></label>`);
    this.#asked = command;
    this.open(`<form data-form="levels"><header><h2 id="dialog-title">${escape(name)}</h2></header>${more}${inputs.join('')}<footer><button type="button" class="btn" data-act="dismiss">Cancel</button><button type="submit" class="btn primary">Continue</button></footer></form>`);
  }

  levelsGiven(form) {
    const levels = Object.fromEntries(LEVELS.map(([key]) => [key, form.elements[key].value.trim() || null]));
    this.#first(this.#asked(levels, form));
  }

  #first(command, note = '') {
    const { parts, clock } = this.#view();
    const { portfolio } = parts;
    this.#draft = {
      command, portfolio: portfolio.portfolio_id, mode: portfolio.mode, id: commandId(),
      figure: command.figure?.(parts) ?? null, size: command.size?.(parts) ?? null,
    };
    const facts = command.facts(parts).filter(Boolean).map((f) => `<li>${f}</li>`).join('');
    const asOf = parts.clock?.now ? ` Figures as of <span class="n">${clock.second(parts.clock.now)}</span>.` : '';
    this.open(`<header><h2 id="dialog-title">${escape(command.name)}</h2><span class="chip">Step 1 of 2</span></header>${note ? `<p class="rest" role="alert">${note}</p>` : ''}<p>${command.says}</p><ul class="cons">${facts}</ul><p class="sub">Portfolio <b>${escape(portfolio.portfolio_id)}</b>, ${portfolio.mode}.${asOf}</p><footer><button type="button" class="btn" data-act="dismiss" data-focus>Cancel</button><button type="button" class="btn primary" data-act="second">Continue</button></footer>`);
  }

  second() {
    const { command, portfolio, mode } = this.#draft;
    const { parts, caller } = this.#view();
    const typed = mode === 'LIVE' ? `<label class="fl">This is real money. Type <b>${escape(portfolio)}</b> to go on<input id="typed" name="typed" type="text" autocomplete="off" required pattern="${escape(portfolio)}"></label>` : '';
    this.open(`<form data-form="confirm"><header><h2 id="dialog-title">${escape(command.name)}</h2><span class="chip">Step 2 of 2</span></header><label class="fl">Reason, kept on the audit trail<input id="reason" name="reason" type="text" maxlength="128" placeholder="e.g. venue maintenance" autocomplete="off" required data-focus></label>${typed}<p class="sub">Sent as <b>${escape(caller.name || caller.role)}</b> for portfolio <b>${escape(portfolio)}</b>, ${mode}.</p><p class="down" id="refused" role="alert"></p><footer><button type="button" class="btn" data-act="dismiss">Cancel</button><button type="submit" class="btn ${command.danger ? 'danger' : 'primary'}">${command.confirm(parts)}</button></footer></form>`);
  }

  /** Sends what was confirmed, unless the figures of the first step no longer hold. */
  async confirm(form) {
    const draft = this.#draft;
    const { parts } = this.#view();
    const { command } = draft;
    if (this.#moved(draft, parts)) {
      this.#first(command, 'The market moved further than the price collar since you looked. These are the figures now.');
      return;
    }
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    const body = {
      type: command.type, command_id: draft.id, portfolio_id: draft.portfolio, mode: draft.mode, reason: form.elements.reason.value.trim(), ...command.body,
    };
    try {
      const answer = await post(portfolioPath(draft.portfolio, command.path ?? 'operator-commands'), body);
      this.close();
      this.#pending = { command, portfolio: draft.portfolio, id: answer.command_id ?? draft.id, at: Date.now(), late: false };
      this.say(`${command.name}: accepted for ${draft.portfolio}, ${draft.mode}. Waiting until it is done.`);
      this.#changed();
      this.watch();
    } catch (problem) {
      button.disabled = false;
      const fields = (problem.errors || []).map((e) => `${e.field}: ${e.message}`).join('; ');
      form.querySelector('#refused').textContent = `Not sent. ${problem.message}${fields ? ` ${fields}` : ''}`;
    }
  }

  #moved({ figure: then, size }, parts) {
    const { command } = this.#draft;
    if (command.size && compare(command.size(parts), size) !== 0) return true;
    if (then === null) return false;
    const now = command.figure(parts);
    if (now === null) return true;
    const collar = parts.portfolio.limits?.price_collar_pct ?? DEFAULT_COLLAR;
    return compare(absolute(divide(subtract(now, then), then, 8)), collar) > 0;
  }

  /** Called whenever the parts change: says done when the stream shows the effect, and what stands against it. */
  watch() {
    const pending = this.#pending;
    const view = this.#view();
    if (!pending || !view?.parts || view.live.portfolio !== pending.portfolio) return;
    if (pending.command.done(view.parts.trading_state, view.parts)) {
      this.#pending = null;
      this.say(`${pending.command.name}: done.`);
      this.#changed();
    } else if (pending.command.failed?.(view.parts)) {
      this.#pending = null;
      this.say(`${pending.command.name}: not done. ${pending.command.failed(view.parts)}`, 12_000);
      this.#changed();
    } else if (!pending.late && Date.now() - pending.at > LATE) {
      pending.late = true;
      this.say(`${pending.command.name}: accepted 15 s ago and not seen as done yet. Look at the decisions and at the system page.`, 12_000);
    }
  }
}
