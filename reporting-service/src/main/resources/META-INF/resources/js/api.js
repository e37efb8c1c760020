/** The service's HTTP interface. Answers are JSON; a failure is a problem with a code and a sentence that says what to do. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The service answered ${status}.`);
    this.status = status;
    this.code = body.code || '';
    this.errors = body.errors || [];
  }
}

/** The service could not be reached at all. */
export class Unreachable extends Error {}

const call = async (path, options = {}) => {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch {
    throw new Unreachable('The service cannot be reached.');
  }
  const text = await answer.text();
  let body = {};
  try {
    body = text ? JSON.parse(text) : {};
  } catch {
    body = { detail: `The service answered ${answer.status} with something that is not JSON.` };
  }
  if (!answer.ok) throw new Problem(answer.status, body);
  return body;
};

export const get = (path) => call(path, { headers: { Accept: 'application/json' } });

export const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) });

export const session = () => get('/session');
export const signIn = (key) => post('/session', { key });

export const portfolioPath = (portfolio, rest) => `/portfolios/${encodeURIComponent(portfolio)}/${rest}`;

/** A path with those parameters that have a value. */
export const query = (path, parameters) => {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== null && value !== undefined && value !== '') q.set(key, value);
  const text = q.toString();
  return text ? `${path}?${text}` : path;
};
