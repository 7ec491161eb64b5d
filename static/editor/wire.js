// Talking to the server: one deed after the other, and asking now and then what others have done.

/** @typedef {import("./day.js").Part} Part */
/** @typedef {import("./day.js").Wish} Wish */
/** @typedef {{ href: string, words: string }} Link */
/** @typedef {{ words: string, is_hard: boolean, ends: Link[], code: string }} Told */
/** @typedef {{ undo: string, redo: string }} Steps */

/**
 * What the server answers to a deed, and what it tells of others' deeds.
 *
 * @typedef {Part & Steps & { number: number, gone: string[], is_whole: boolean, others: Told[], made: Told[], mended: Told[], said: string }} Answer
 */

/**
 * @typedef {object} Urls
 * @property {string} deeds
 * @property {string} step
 * @property {string} changes
 * @property {string} part
 */

const POLL_MS = 3000;

export class Refused extends Error {
  /**
   * @param {string} said
   * @param {Answer | null} answer how things are now, where the server says so
   */
  constructor(said, answer = null) {
    super(said);
    this.answer = answer;
  }
}

export class Wire {
  /**
   * @param {Urls} urls
   * @param {{ csrf: string, day: string, number: number, lost: string, signedOut: string }} given
   */
  constructor(urls, given) {
    this.urls = urls;
    this.given = given;
    this.number = given.number;
    /** What was known one question ago: two deeds at once may be stored in another order than they are numbered. */
    this.asked = given.number;
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
    this.waiting = 0;
  }

  /**
   * Send a deed once the one before it is answered. `versioned` is called then, as that one may have changed versions.
   *
   * @param {() => Record<string, unknown>} versioned
   * @param {string} [on] the day that the deed's minutes count from
   * @returns {Promise<Answer>}
   */
  send(versioned, on = this.given.day) {
    return this.inTurn(() => this.post(this.urls.deeds, { ...this.asking, on, wish: versioned() }));
  }

  /**
   * @param {"undo" | "redo"} step
   * @returns {Promise<Answer>}
   */
  step(step) {
    return this.inTurn(() => this.post(this.urls.step, { ...this.asking, step }));
  }

  /** What every request says: which day is shown, and which deeds are known. */
  get asking() {
    return { day: this.given.day, since: this.number };
  }

  /**
   * @param {() => Promise<Answer>} task
   * @returns {Promise<Answer>}
   */
  inTurn(task) {
    this.waiting += 1;
    const answer = this.last.then(task);
    this.last = answer
      .catch(() => {})
      .then(() => {
        this.waiting -= 1;
      });
    return answer;
  }

  /**
   * @param {string} url
   * @param {unknown} body
   * @returns {Promise<Answer>}
   */
  async post(url, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.given.csrf };
    return this.read(await this.fetch(url, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  /**
   * Return the day of a block, for the places on another day.
   *
   * @param {string} block
   * @returns {Promise<Part>}
   */
  async part(block) {
    return this.read(await this.fetch(`${this.urls.part}?block=${encodeURIComponent(block)}`, {}));
  }

  /**
   * @param {string} url
   * @param {RequestInit} options
   */
  async fetch(url, options) {
    try {
      return await fetch(url, { ...options, credentials: "same-origin", redirect: "manual" });
    } catch {
      throw new Refused(this.given.lost);
    }
  }

  /**
   * @param {Response} response
   */
  async read(response) {
    if (response.type === "opaqueredirect") throw new Refused(this.given.signedOut);
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const answer = isJson ? await response.json() : null;
    if (typeof answer?.number === "number") this.number = Math.max(this.number, answer.number);
    if (!response.ok) throw new Refused(answer?.said ?? this.given.lost, answer?.sessions ? answer : null);
    return answer;
  }

  /**
   * Ask every three seconds what others have done, while the page is in view and nothing of our own is on its way.
   *
   * @param {(answer: Answer) => void} tell
   * @param {(words: string) => void} complain
   */
  follow(tell, complain) {
    let isAsking = false;
    const ask = async () => {
      if (document.hidden || isAsking || this.waiting) return;
      isAsking = true;
      try {
        const url = `${this.urls.changes}?day=${this.given.day}&since=${this.asked}`;
        const known = this.number;
        const response = await this.fetch(url, {});
        if (response.status !== 204 && !this.waiting) {
          const answer = await this.read(response);
          tell(answer.number > known ? answer : { ...answer, said: "" });
        }
        if (!this.waiting) this.asked = known;
        complain("");
      } catch (error) {
        complain(error instanceof Refused ? error.message : this.given.lost);
      } finally {
        isAsking = false;
      }
    };
    setInterval(ask, POLL_MS);
    document.addEventListener("visibilitychange", ask);
  }
}
