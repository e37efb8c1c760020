/** `/p/{portfolio}/{page}/{item}?period=…`: everything that can be filtered stands in the address. */
export const PAGES = ['overview', 'positions', 'orders', 'decisions', 'days', 'costs', 'system', 'more'];

export const read = (location = window.location) => {
  const [, p, portfolio, page, ...item] = location.pathname.split('/').map(decodeURIComponent);
  const q = new URLSearchParams(location.search);
  return {
    portfolio: p === 'p' && portfolio ? portfolio : null,
    page: PAGES.includes(page) ? page : 'overview',
    item: item.join('/') || null,
    query: q,
    of: (key, otherwise = null) => q.get(key) || otherwise,
  };
};

/** The address of a page of the same portfolio; parameters not named here are left out. */
export const link = (portfolio, page, item = null, parameters = {}) => {
  const path = ['', 'p', portfolio, page, ...(item ? [item] : [])].map(encodeURIComponent).join('/');
  const q = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== null && v !== undefined && v !== ''));
  return q.toString() ? `${path}?${q}` : path;
};

/** The present address with one parameter set, or without it. */
export const withParameter = (key, value, location = window.location) => {
  const q = new URLSearchParams(location.search);
  if (value) q.set(key, value);
  else q.delete(key);
  return q.toString() ? `${location.pathname}?${q}` : location.pathname;
};

export const symbolItem = (symbol) => symbol.replace('/', '-');
