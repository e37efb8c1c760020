/** Line icons on a 16 px grid, hidden from readers: the words stand beside them. */
const icon = (shape) => `<svg class="ic" viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;

export const logo =
  '<svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.5V11m0 0c0 4.5-2.5 7-7 8m7-8c0 4.5 2.5 7 7 8m-7-8v10.5"/><circle cx="12" cy="5.2" r="2.7"/></svg>';

export const icons = {
  overview: icon('<path d="M2 10.5 6 6l3 3 5-6"/><path d="M2 13.5h12"/>'),
  positions: icon('<path d="M8 2 14 5 8 8 2 5z"/><path d="m2 8 6 3 6-3M2 11l6 3 6-3"/>'),
  orders: icon('<path d="M2.5 4h11M2.5 8h7M2.5 12h9"/>'),
  decisions: icon('<path d="M8 1.8 13.2 4v4c0 3.2-2.2 5.2-5.2 6.2C5 13.2 2.8 11.2 2.8 8V4z"/><path d="m5.8 8 1.6 1.6L10.4 6.6"/>'),
  days: icon('<rect x="2" y="3" width="12" height="11" rx="2"/><path d="M2 6.5h12M5.5 1.5v3M10.5 1.5v3"/>'),
  costs: icon('<circle cx="8" cy="8" r="6"/><path d="M8 4.5v7M10 6c0-1-4-1.4-4 .5s4 1.1 4 3-4 1.5-4 .5"/>'),
  system: icon('<path d="M1.5 8h3l1.5-4 3 8 1.5-4h4"/>'),
  more: icon('<circle cx="3.5" cy="8" r=".8"/><circle cx="8" cy="8" r=".8"/><circle cx="12.5" cy="8" r=".8"/>'),
  down: icon('<path d="m4 6 4 4 4-4"/>'),
  left: icon('<path d="m10 3-5 5 5 5"/>'),
  right: icon('<path d="m6 3 5 5-5 5"/>'),
  theme: icon('<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>'),
  pause: icon('<path d="M5.5 3.5v9M10.5 3.5v9"/>'),
  alert: icon('<path d="M8 2 15 14H1z"/><path d="M8 6.5v3.5M8 12v.01"/>'),
  info: icon('<circle cx="8" cy="8" r="6"/><path d="M8 7.5v3.5M8 5v.01"/>'),
  stop: icon('<path d="M5.3 2h5.4L14 5.3v5.4L10.7 14H5.3L2 10.7V5.3z"/><path d="M5.5 8h5"/>'),
  ok: icon('<path d="m3 8.5 3.2 3.2L13 4.8"/>'),
  cross: icon('<path d="m4 4 8 8M12 4l-8 8"/>'),
  clock: icon('<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>'),
  close: icon('<path d="M2.5 8h8M7.5 4.5 11 8l-3.5 3.5M13.5 3v10"/>'),
};
