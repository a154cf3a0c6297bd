// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Answers wait here until the server has them. Each has a key of its own, so that one that is
// sent twice counts once; they survive a closed page and a phone without connection.

const BOX = "kk-outbox";
const SECONDS_BETWEEN_TRIES = 2;

export function makeKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(BOX)) ?? [];
  } catch {
    return [];
  }
}

function write(letters) {
  localStorage.setItem(BOX, JSON.stringify(letters));
}

export class Outbox {
  // token: gives the token that forms of this page carry; told: hears the answer of the server.
  constructor({ token, told, waiting }) {
    Object.assign(this, { token, told, waiting, busy: false, timer: null });
    addEventListener("online", () => this.send());
  }

  add(address, fields) {
    write([...read(), { address, fields }]);
    return this.send();
  }

  get size() {
    return read().length;
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let letter = read()[0]; letter; letter = read()[0]) {
        if (!(await this.sendOne(letter))) {
          this.waiting();
          this.timer = setTimeout(() => this.send(), 1000 * SECONDS_BETWEEN_TRIES);
          break;
        }
        write(read().slice(1));
      }
    } finally {
      this.busy = false;
    }
  }

  // Whether the server gave a final answer: kept, or not to be kept.
  async sendOne({ address, fields }) {
    const body = new URLSearchParams([...fields, ["csrfmiddlewaretoken", this.token()]]);
    let response;
    try {
      response = await fetch(address, { method: "POST", body, headers: { "X-Workshop": "1" } });
    } catch {
      return false;
    }
    if (![200, 401, 404, 410, 422].includes(response.status)) return false;
    // What waited from another session says nothing to this page.
    const html = await response.text();
    if (new URL(address).pathname.startsWith(location.pathname)) this.told(response.status, html);
    return true;
  }
}
