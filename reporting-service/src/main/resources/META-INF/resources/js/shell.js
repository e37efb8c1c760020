/** The frame: navigation, what is always in sight, and banners that say when figures cannot be relied on. */
import { SYSTEM_CODES } from './attention.js';
import { age, escape, missing, zoneAbbreviation, zoneCity } from './format.js';
import { icons, logo } from './icons.js';

export const NAVIGATION = [
  ['overview', 'Overview', 'o'], ['positions', 'Positions and plans', 'p'], ['orders', 'Orders and fills', 'r'], ['decisions', 'Decisions', 'd'],
  ['days', 'Days', 'y'], ['costs', 'Costs and runs', 'c'], ['system', 'System', 's'],
];
const TABS = [['overview', 'Overview'], ['positions', 'Positions'], ['days', 'Days'], ['decisions', 'Decisions'], ['more', 'More']];
const BEHIND_MORE = ['orders', 'costs', 'system'];

export const TRADING = {
  ACTIVE: ['●', 'Active'],
  REDUCING: ['❚❚', 'Entries paused'],
  HALTED: ['■', 'Halted'],
  INACTIVE: ['■', 'Halted, stops inactive'],
};

export const tradingName = (state) => {
  if (!state) return null;
  return TRADING[state.state === 'HALTED' && !state.allow_exits ? 'INACTIVE' : state.state] || ['?', state.state];
};

export const navigation = (view) => {
  const current = view.address.page;
  const waiting = (view.parts?.attention || []).filter((a) => SYSTEM_CODES.includes(a.code)).length;
  const items = NAVIGATION.map(([page, name]) => `<li><a href="${view.href(page)}" ${page === current ? 'aria-current="page"' : ''}>${icons[page]}<span>${name}</span>${page === 'system' && waiting ? `<em class="badge"><span class="vh">items: </span>${waiting}</em>` : ''}</a></li>`);
  return `<a class="brand" href="${view.href('overview')}">${logo}<span>Holdfast</span></a><nav aria-label="Main"><ul>${items.join('')}</ul></nav><div class="side-f"><button type="button" data-act="keys">Press <kbd>?</kbd> for keys</button></div>`;
};

export const tabs = (view) => {
  const current = view.address.page;
  return TABS.map(([page, name]) => `<a href="${view.href(page)}" ${page === current || (page === 'more' && BEHIND_MORE.includes(current)) ? 'aria-current="page"' : ''}>${icons[page]}<span>${name}</span></a>`).join('');
};

const pill = ({ kind, age: ms, retryIn }, status) => {
  if (status === 'loading') return ['ok', 'Loading', ''];
  if (kind === 'offline') return ['bad', 'Offline', `retry ${Math.ceil(retryIn / 1000)} s`];
  if (kind === 'stale') return ['warn', 'Stale', age(ms)];
  return ['ok', 'Live', ms === null || ms === undefined ? '' : age(ms)];
};

export const top = (view, pending) => {
  const { parts, live, freshness, operator } = view;
  const [cls, name, note] = pill(freshness, live.status);
  const fresh = `<span class="fresh ${cls}" title="Age of the newest mark, in market time"><i class="fd" aria-hidden="true"></i>${name}<span class="n">${note}</span></span>`;
  const home = `<a class="brand-s" href="${view.href('overview')}" aria-label="Holdfast overview">${logo}</a>`;
  const select = `<button type="button" class="psel" data-act="portfolios" aria-haspopup="dialog"><span class="vh">Portfolio </span><b>${escape(live.portfolio)}</b>${icons.down}</button>`;
  const theme = `<button type="button" class="btn icon ghost" data-act="theme" aria-label="Switch theme">${icons.theme}</button>`;
  if (!parts) return `${home}${select}<span class="grow"></span>${fresh}${theme}`;
  const { portfolio, clock, trading_state: state } = parts;
  const mode = portfolio.mode;
  const named = tradingName(state);
  const inner = named ? `<i class="g" aria-hidden="true">${named[0]}</i><span>${named[1]}</span>` : `<span>${missing('risk-service has not said what may be traded')}</span>`;
  const waiting = pending ? '<span class="chip">accepted</span>' : '';
  const trading = operator
    ? `<button type="button" class="tstate ${state?.state ?? ''}" data-act="controls" aria-haspopup="dialog"><span class="vh">Trading: </span>${inner}${waiting}${icons.down}</button>`
    : `<span class="tstate ${state?.state ?? ''}"><span class="vh">Trading: </span>${inner}</span>`;
  const now = clock?.now;
  const zone = now ? zoneAbbreviation(portfolio.timezone, now) : '';
  const context = `<span class="ctx"><b>${portfolio.base_currency}</b><span class="sepr" aria-hidden="true">·</span><span>${escape(zoneCity(portfolio.timezone))}<span class="tzx"> ${escape(zone)}</span></span><span class="sepr" aria-hidden="true">·</span>${now ? `<time class="n" datetime="${now}" title="Time of the venue">${view.clock.full(now)}</time>` : missing('the venue has not sent its time yet')}</span>`;
  return `${home}${select}<span class="mode ${mode.toLowerCase()}">${mode}</span>${trading}<span class="grow"></span>${context}${fresh}${theme}`;
};

export const banners = (view) => {
  const { live, parts, freshness } = view;
  const out = [];
  const asOf = parts?.clock?.now ? view.clock.second(parts.clock.now) : null;
  const wait = Math.ceil((freshness.retryIn ?? 0) / 1000);
  const retry = `<span class="n" aria-hidden="true">Trying again ${wait ? `in ${wait} s` : 'now'}.</span>`;
  if (live.status === 'broken')
    out.push(`<div class="ban bad" data-key="broken">${icons.alert}<div><span role="alert"><b>Connection lost.</b> What you see is as of ${asOf ? `<span class="n">${asOf}</span>` : 'the last answer'}; nothing will be missed. Plans are still watched by the services.</span> ${retry}</div><button type="button" class="btn" data-act="retry">Retry now</button></div>`);
  if (live.status === 'failed')
    out.push(`<div class="ban bad" data-key="failed">${icons.alert}<div><span role="alert"><b>Nothing could be read.</b> ${escape(live.problem?.message ?? '')}</span> ${retry}</div><button type="button" class="btn" data-act="retry">Retry now</button></div>`);
  if (!parts) return out.join('');
  if (freshness.kind === 'stale') {
    const venue = escape(parts.venue?.venue ?? parts.portfolio.venue ?? 'the venue');
    const since = freshness.last ? ` since <span class="n">${view.clock.second(freshness.last)}</span>` : '';
    const trouble = parts.attention.find((a) => a.code === 'VENUE_DEGRADED');
    const says = freshness.down ? escape(trouble ? `${trouble.title}. ${trouble.detail}` : `${parts.venue.venue} is degraded.`)
      : freshness.silent ? `The stream is up but ${venue} has sent nothing${since}.` : `The stream is up but ${venue} has sent no mark${since}.`;
    out.push(`<div class="ban warn" data-key="stale">${icons.clock}<div><span class="vh" role="status">Figures are stale.</span><b>Figures are <span class="n">${age(freshness.age)}</span> old.</b> ${says} Values are as of then.</div></div>`);
  }
  if (parts.trading_state?.quarantined) {
    const records = parts.attention.filter((a) => a.code === 'DEAD_LETTER');
    const which = records.length ? ` ${records.map((a) => `${escape(a.title)}${a.detail ? `: ${escape(a.detail)}` : ''}`).join('; ')}.` : '';
    out.push(`<div class="ban bad" data-key="quarantined">${icons.stop}<div role="alert"><b>Portfolio quarantined: ${records.length > 1 ? `${records.length} records` : 'a record'} could not be applied.</b> New entries are refused; exits still work.${which}</div><a class="btn" href="${view.href('system')}">Open record</a></div>`);
  }
  if (parts.trading_state?.state === 'HALTED' && !parts.trading_state.allow_exits)
    out.push(`<div class="ban bad" data-key="inactive">${icons.stop}<div role="alert"><b>Stops are inactive.</b> Trading is halted and no order passes, exits included, until an operator activates it.</div></div>`);
  return out.join('');
};

export const skeleton = () =>
  `<div class="head"><h1>Overview</h1></div><div class="ov" aria-busy="true"><section class="panel hero"><div class="sk" style="width:220px;height:34px"></div><div class="sk" style="height:260px;margin-top:24px"></div></section><section class="panel attp"><div class="sk"></div><div class="sk"></div><div class="sk"></div></section><section class="panel headp"><div class="sk"></div><div class="sk"></div><div class="sk"></div></section><section class="panel posp"><div class="sk"></div><div class="sk"></div></section></div>`;

export const signInForm = (problem) =>
  `<section class="panel sign"><h1>Sign in to Holdfast</h1><p>Open the address that <code>./holdfast</code> printed when it started: it signs you in by itself. Or give an API key here.</p><form data-form="sign-in"><label class="fl">API key<input id="key" name="key" type="password" autocomplete="current-password" required ${problem ? 'aria-invalid="true" aria-describedby="key-problem"' : ''}></label>${problem ? `<p class="down" id="key-problem" role="alert">${escape(problem)}</p>` : ''}<button class="btn primary" type="submit">Sign in</button></form></section>`;

export const noPortfolio = () => {
  const command = `curl -X POST ${location.protocol}//${location.hostname}:8084/portfolios -H "X-API-Key: $KEY" -H 'Content-Type: application/json' \\\n  -d '{"portfolio_id":"swing","base_currency":"USD","timezone":"Australia/Sydney"}'`;
  return `<div class="head"><h1>Holdfast</h1></div><section class="panel"><div class="empty"><b>No portfolio yet</b><p>Create one and it appears here.</p><pre tabindex="0">${escape(command)}</pre></div></section>`;
};

export const unknownPortfolio = (portfolio, known) =>
  `<div class="head"><h1>Holdfast</h1></div><section class="panel"><div class="empty"><b>There is no portfolio ${escape(portfolio)}</b><p>${known.length ? `There is: ${known.map((p) => `<a href="/p/${encodeURIComponent(p.portfolio_id)}/overview">${escape(p.portfolio_id)}</a>`).join(', ')}.` : 'There is none yet.'}</p></div></section>`;
