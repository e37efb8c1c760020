/** Starts the dashboard: session, address, live parts, and one painting a frame at most. */
import { link, PAGES, read as readAddress, withParameter } from './address.js';
import { get, Problem, session, signIn } from './api.js';
import { Controls } from './controls.js';
import { escape, figure } from './format.js';
import { Freshness } from './freshness.js';
import { icons } from './icons.js';
import { keysDialog, Keys } from './keys.js';
import { Live } from './live.js';
import { morph } from './morph.js';
import * as overview from './pages/overview.js';
import { Resources } from './resources.js';
import { banners, navigation, noPortfolio, signInForm, skeleton, tabs, top, unknownPortfolio } from './shell.js';
import { View } from './view.js';

/** Pages beside the first are read when they are first wanted, or when the browser has time. */
const pages = { overview };
const readPage = async (name) => {
  pages[name] ??= await import(`./pages/${name}.js`);
  return pages[name];
};
const part = (selector) => document.querySelector(selector);
const main = part('#main');

/** Nothing is shown while loading takes less than this. */
const PATIENCE = 150;
/** A painting in the rhythm that eyes follow; a fast replay changes parts far more often. */
const BETWEEN = 120;
const TRAIL = 1500;
/** How often what is not there yet is asked for again. */
const AGAIN = 3000;

let live = null;
let caller = { role: null };
let memory = {};
let trail = [];
let freshness = new Freshness();
let paintedAt = 0;
let planned = 0;
let waitedEnough = false;

const resources = new Resources(() => paintSoon());
const currentView = () =>
  new View({ address: readAddress(), live, resources, freshness: freshness.of(live), caller, memory, trail });
const controls = new Controls(() => live && currentView(), () => paintSoon());

const frame = (shown) => {
  for (const selector of ['.side', '.top', '.tabs']) part(selector).hidden = !shown;
  document.body.classList.toggle('bare', !shown);
};

const paintSoon = () => {
  if (planned || !live) return;
  const wait = Math.max(0, paintedAt + BETWEEN - performance.now());
  planned = setTimeout(() => requestAnimationFrame(paint), wait);
};

const paint = () => {
  planned = 0;
  if (!live) return;
  paintedAt = performance.now();
  const view = currentView();
  const page = pages[view.address.page];
  if (!page) {
    readPage(view.address.page).then(paintSoon);
    return;
  }
  frame(true);
  document.documentElement.dataset.mode = view.parts?.portfolio?.mode.toLowerCase() ?? '';
  document.title = `${page.title} · ${live.portfolio} · Holdfast`;
  morph(part('.side'), navigation(view));
  morph(part('.top'), top(view, controls.pending));
  morph(part('.tabs'), tabs(view));
  if (!view.parts) {
    delete main.dataset.page;
    main.className = live.status === 'failed' ? 'st-broken' : '';
    morph(main, banners(view) + (live.status === 'failed' ? '<div class="head"><h1>Holdfast</h1></div>' : waitedEnough ? skeleton() : ''));
    return;
  }
  main.className = { offline: 'st-broken', stale: 'st-stale' }[view.freshness.kind] || '';
  const body = view.address.page === 'overview' && overview.untouched(view) ? overview.empty(view) : page.render(view);
  morph(main, banners(view) + body);
  page.draw?.(main, view);
  main.dataset.page = view.address.page;
  main.setAttribute('aria-busy', String(resources.reading));
};

// What is live.

const watchPortfolio = (portfolio) => {
  live?.end();
  resources.clear();
  freshness = new Freshness();
  trail = [];
  waitedEnough = false;
  morph(main, '');
  live = new Live(portfolio, {
    changed: (what) => {
      if ((what === 'valuation' || what === 'all') && live.parts.valuation) {
        trail.push(live.parts.valuation);
        if (trail.length > TRAIL) trail.splice(0, TRAIL / 3);
      }
      if (live.problem instanceof Problem && live.problem.status === 404) unknown(portfolio);
      controls.watch();
      paintSoon();
    },
    signedOut: () => askForKey(),
  });
  setTimeout(() => {
    waitedEnough = true;
    paintSoon();
  }, PATIENCE);
  live.start();
addEventListener('load', () => setTimeout(() => PAGES.forEach(readPage), 1000));
  paintSoon();
};

const leave = () => {
  live?.end();
  live = null;
};

const bare = (html) => {
  leave();
  frame(false);
  controls.close();
  morph(main, html);
};

const askForKey = (problem = '') => {
  bare(signInForm(problem));
  document.title = 'Sign in · Holdfast';
  part('#key').focus();
};

const unknown = async (portfolio) => {
  leave();
  const { items } = await get('/portfolios').catch(() => ({ items: [] }));
  if (items.some((p) => p.portfolio_id === portfolio)) {
    watchPortfolio(portfolio);
    return;
  }
  bare(unknownPortfolio(portfolio, items));
  setTimeout(() => !live && readAddress().portfolio === portfolio && unknown(portfolio), AGAIN);
};

// Going from page to page.

const go = (href, { replace = false } = {}) => {
  const before = readAddress();
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  arrived(before);
};

const arrived = (before) => {
  const now = readAddress();
  if (!now.portfolio) {
    open();
    return;
  }
  const elsewhere = before?.page !== now.page || before?.item !== now.item || before?.portfolio !== now.portfolio;
  if (elsewhere) memory = {};
  if (now.portfolio !== live?.portfolio) watchPortfolio(now.portfolio);
  else paint();
  if (elsewhere) {
    scrollTo(0, 0);
    if (before?.page !== now.page) main.focus({ preventScroll: true });
    if (now.page === 'decisions' && now.item) main.querySelector('details[open]')?.scrollIntoView({ block: 'center' });
  }
};

const setParameter = (key, value) => {
  const { page } = readAddress();
  const plain = { period: '1w', curve: 'equity', verdict: 'all' }[key] === value;
  const url = new URL(withParameter(key, plain ? '' : value), location.href);
  if (key !== 'after') url.searchParams.delete('after');
  memory = {};
  go(url.pathname + url.search, { replace: page === 'overview' });
};

// What people do.

const choosePortfolio = async () => {
  const { items } = await get('/portfolios').catch(() => ({ items: [] }));
  const rows = items.map((p) => `<li><a href="${link(p.portfolio_id, 'overview')}" ${p.portfolio_id === live?.portfolio ? 'aria-current="true" data-focus' : ''}><b>${escape(p.portfolio_id)}</b><span class="mode ${p.mode.toLowerCase()}">${p.mode}</span><span class="n">${p.equity === null ? '–' : figure(p.equity)} ${p.base_currency}</span>${p.attention ? `<em class="badge"><span class="vh">items that need attention: </span>${p.attention}</em>` : ''}</a></li>`);
  controls.open(`<header><h2 id="dialog-title">Portfolios</h2><button type="button" class="btn icon ghost" data-act="dismiss" aria-label="Close">${icons.cross}</button></header><ul class="plist">${rows.join('')}</ul>`);
};

const switchTheme = () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem('holdfast-theme', root.dataset.theme);
  } catch {
    // Kept until the page is closed.
  }
};

const stepDay = (by) => {
  if (!live?.parts || !pages.days || readAddress().page !== 'days') return;
  const view = currentView();
  const { days: all, date } = pages.days.shownDays(view);
  const dates = (all || []).map((d) => d.date).sort();
  const target = dates[dates.indexOf(date) + by];
  if (target) go(view.href('days', target, { tz: view.address.of('tz') }));
};

const keys = new Keys({
  page: (name) => live && go(link(live.portfolio, name)),
  day: stepDay,
  period: (i) => setParameter('period', ['1d', '1w', '1m', 'all'][i]),
  controls: () => live?.parts && controls.menu(),
  theme: switchTheme,
  help: () => controls.open(keysDialog(keys)),
});

const ACTIONS = {
  portfolios: choosePortfolio,
  controls: () => controls.menu(),
  first: (arg) => controls.trading(arg),
  second: () => controls.second(),
  close: (arg) => controls.closePosition(arg),
  cancel: (arg) => controls.cancelOrder(arg),
  'edit-plan': (arg) => controls.editPlan(arg),
  assign: (arg) => controls.assign(arg),
  rearm: (arg) => controls.confirmPlan(arg),
  'end-plan': (arg) => controls.endPlan(arg),
  guard: (arg) => controls.guard(arg),
  dismiss: () => controls.close(),
  retry: () => live?.retryNow(),
  theme: switchTheme,
  keys: () => controls.open(keysDialog(keys)),
  'keys-switch': () => {
    keys.switch();
    controls.open(keysDialog(keys));
  },
};

document.addEventListener('click', (event) => {
  const target = event.target;
  const set = target.closest('[data-set]');
  const act = target.closest('[data-act]');
  const anchor = target.closest('a[href^="/"]');
  const summary = target.closest('summary');
  if (summary) summary.parentElement.setAttribute('data-touched', '');
  if (set) setParameter(...set.dataset.set.split('='));
  else if (act) ACTIONS[act.dataset.act]?.(act.dataset.arg);
  else if (anchor && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    controls.close();
    go(anchor.getAttribute('href'));
  }
});

document.addEventListener('change', (event) => {
  const name = event.target.dataset?.select;
  if (name === 'date') setParameter('date', event.target.value);
  if (name === 'item') {
    const address = readAddress();
    go(link(address.portfolio, address.page, event.target.value, { tz: address.of('tz') }));
  }
});

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.form === 'confirm') controls.confirm(form);
  if (form.dataset.form === 'levels') controls.levelsGiven(form);
  if (form.dataset.form === 'sign-in') enter(form.elements.key.value.trim());
});

addEventListener('popstate', () => arrived(null));
new ResizeObserver(() => paintSoon()).observe(main);
setInterval(() => {
  // Ages and countdowns move though nothing arrives.
  if (live && !document.hidden) paintSoon();
  controls.watch();
}, 1000);

// The start.

const enter = async (key) => {
  try {
    caller = await signIn(key);
    await open();
  } catch (problem) {
    askForKey(problem instanceof Problem && problem.status === 401 ? 'This key is not known. Look for a missing character.' : problem.message);
  }
};

const open = async () => {
  const address = readAddress();
  if (address.portfolio) {
    watchPortfolio(address.portfolio);
    return;
  }
  const { items } = await get('/portfolios');
  if (!items.length) {
    bare(noPortfolio());
    setTimeout(() => !live && open().catch(() => {}), AGAIN);
    return;
  }
  go(link(items[0].portfolio_id, 'overview'), { replace: true });
};

const start = async () => {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    history.replaceState(null, '', location.pathname + location.search);
    await enter(key);
    return;
  }
  try {
    caller = await session();
    await open();
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) askForKey();
    else {
      bare(`<div class="head"><h1>Holdfast</h1></div><div class="ban bad">${icons.alert}<div role="alert"><b>Nothing could be read.</b> ${escape(problem.message)}</div></div>`);
      setTimeout(start, AGAIN);
    }
  }
};

start();
addEventListener('load', () => setTimeout(() => PAGES.forEach(readPage), 1000));
