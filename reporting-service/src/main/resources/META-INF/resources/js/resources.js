/**
 * Lists that are read beside the live parts. A page asks for a path with the version of what it depends on: when the
 * version changes, the list is read again in the background and what is shown stays until the answer is there.
 */
import { get } from './api.js';

const PAUSE = 1500;

export class Resources {
  #entries = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  /** `{data, problem}`; both null while nothing has come yet. */
  of(path, version = '') {
    let entry = this.#entries.get(path);
    if (!entry) this.#entries.set(path, (entry = { data: null, problem: null, version: null, readAt: 0, busy: false, waiting: 0 }));
    if (entry.version !== version) this.#read(path, entry, version);
    return entry;
  }

  /** Whether something that a page wants has not come for the first time yet. */
  get reading() {
    return [...this.#entries.values()].some((e) => e.busy && e.data === null);
  }

  clear() {
    for (const entry of this.#entries.values()) clearTimeout(entry.waiting);
    this.#entries.clear();
  }

  #read(path, entry, version) {
    entry.wanted = version;
    if (entry.busy || entry.waiting) return;
    const early = entry.readAt + PAUSE - Date.now();
    if (early > 0) {
      entry.waiting = setTimeout(() => {
        entry.waiting = 0;
        this.#read(path, entry, entry.wanted);
      }, early);
      return;
    }
    entry.busy = true;
    get(path)
      .then((data) => Object.assign(entry, { data, problem: null }))
      .catch((problem) => Object.assign(entry, { problem }))
      .finally(() => {
        Object.assign(entry, { version, busy: false, readAt: Date.now() });
        this.#changed();
      });
  }
}
