/** Keys for those who live on this page; they can be switched off, and none acts without the two steps. */
import { icons } from './icons.js';
import { NAVIGATION } from './shell.js';

const CHORD = 900;
const ROWS = 'main .pos, main .mrow, main .dec summary, main .tb tbody a, main .tb tbody tr[tabindex]';

const LIST = [
  ...NAVIGATION.map(([, name, key]) => [`g ${key}`, name]),
  ['[ ]', 'Day before, day after'], ['1 2 3 4', 'Period 1D, 1W, 1M, All'], ['j k', 'Next row, row before; Enter opens'],
  ['← →', 'Points of a chart that has the focus'], ['.', 'Trading controls'], ['t', 'Light or dark'], ['?', 'This list'],
];

export const keysDialog = (keys) =>
  `<header><h2 id="dialog-title">Keys</h2><button type="button" class="btn icon ghost" data-act="dismiss" aria-label="Close" data-focus>${icons.cross}</button></header><dl class="keys">${LIST.map(([k, says]) => `<div><dt>${k.split(' ').map((x) => `<kbd>${x}</kbd>`).join(' ')}</dt><dd>${says}</dd></div>`).join('')}</dl><footer><button type="button" class="btn" data-act="keys-switch" aria-pressed="${keys.on}">${keys.on ? 'Switch keys off' : 'Switch keys on'}</button></footer>`;

export class Keys {
  #chordAt = 0;

  constructor(actions) {
    this.on = true;
    try {
      this.on = localStorage.getItem('holdfast-keys') !== 'off';
    } catch {
      // On where nothing can be kept.
    }
    document.addEventListener('keydown', (event) => this.#pressed(event, actions));
  }

  switch() {
    this.on = !this.on;
    try {
      localStorage.setItem('holdfast-keys', this.on ? 'on' : 'off');
    } catch {
      // Until the page is closed.
    }
  }

  #pressed(event, actions) {
    if (!this.on || event.metaKey || event.ctrlKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
    const chord = Date.now() - this.#chordAt < CHORD;
    this.#chordAt = 0;
    const page = chord && NAVIGATION.find((n) => n[2] === event.key);
    if (page) actions.page(page[0]);
    else if (event.key === 'g') this.#chordAt = Date.now();
    else if (event.key === '[' || event.key === ']') actions.day(event.key === '[' ? -1 : 1);
    else if ('1234'.includes(event.key)) actions.period(Number(event.key) - 1);
    else if (event.key === 'j' || event.key === 'k') this.#row(event.key === 'j' ? 1 : -1);
    else if (event.key === '.') actions.controls();
    else if (event.key === 't') actions.theme();
    else if (event.key === '?') actions.help();
    else return;
    if (event.key !== 'g') event.preventDefault();
  }

  #row(by) {
    const rows = [...document.querySelectorAll(ROWS)].filter((r) => r.offsetParent);
    const at = rows.indexOf(document.activeElement);
    rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  }
}
