/**
 * Brings an element's content to what a page function rendered, touching only what differs: focus, selection, opened
 * `details` and scroll positions stay, and unchanged figures are not painted again.
 *
 * `data-key` pairs elements of a list by identity. `data-own` marks an element whose content is drawn by code.
 */
export const morph = (element, html) => {
  const wanted = document.createElement('template');
  wanted.innerHTML = html;
  children(element, wanted.content);
};

const KEPT = new Set(['open', 'data-touched']);

const children = (from, to) => {
  const keyed = new Map();
  for (const node of from.children) if (node.dataset?.key) keyed.set(node.dataset.key, node);
  let current = from.firstChild;
  for (const next of [...to.childNodes]) {
    const key = next.dataset?.key;
    let match = key ? keyed.get(key) : current;
    if (key && match) {
      if (match !== current) from.insertBefore(match, current);
      else current = current.nextSibling;
      keyed.delete(key);
      alter(match, next);
    } else if (!key && match && same(match, next)) {
      current = current.nextSibling;
      alter(match, next);
    } else {
      from.insertBefore(next, current);
    }
  }
  while (current) {
    const gone = current;
    current = current.nextSibling;
    gone.remove();
  }
};

const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && !a.dataset?.key;

const alter = (from, to) => {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.isEqualNode(to)) return;
  // A details element that a person has opened or closed stays as they left it.
  const keeps = from.nodeName === 'DETAILS' && from.hasAttribute('data-touched');
  for (const { name, value } of to.attributes) {
    if (keeps && KEPT.has(name)) continue;
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (keeps && KEPT.has(name)) continue;
    if (name.startsWith('data-own')) continue;
    if (!to.hasAttribute(name)) from.removeAttribute(name);
  }
  if (!from.hasAttribute('data-own')) children(from, to);
};
