/** The rest of the menu on a phone. */
import { icons } from '../icons.js';
import { head } from '../parts.js';

export const title = 'More';

const PAGES = [['orders', 'Orders and fills'], ['costs', 'Costs and runs'], ['system', 'System']];

export const render = (view) =>
  `${head('More')}<section class="panel menu">${PAGES.map(([page, name]) => `<a href="${view.href(page)}">${icons[page]}<span>${name}</span>${icons.right}</a>`).join('')}<button type="button" data-act="theme">${icons.theme}<span>Switch theme</span></button>${view.operator ? `<button type="button" data-act="controls">${icons.pause}<span>Trading controls</span></button>` : ''}<button type="button" data-act="keys">${icons.info}<span>Keys</span></button></section>`;
