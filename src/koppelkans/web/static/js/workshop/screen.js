// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The screen that everybody looks at: follows live, and is led with the keys of a presenter.

import { follow } from "./live.js";

const board = document.querySelector("#bord");
const line = document.querySelector("#lijn");
const now = () => board.querySelector(".kk-board");
let shown = null;
let waiting = null;

function swap(html) {
  const name = document.activeElement?.closest("#bord button")?.value;
  board.innerHTML = html;
  if (name) board.querySelector(`button[value="${name}"], button[data-next]`)?.focus();
}

async function refresh() {
  waiting = null;
  try {
    const response = await fetch(board.dataset.board);
    if (!response.ok) throw new Error(String(response.status));
    swap(await response.text());
  } catch {
    plan(2000);
  }
}

function plan(milliseconds) {
  waiting ??= setTimeout(refresh, milliseconds);
}

follow(board.dataset.live, {
  onStand(stand) {
    for (const name of ["joined", "answers"]) {
      document.querySelector(`[data-count=${name}]`).textContent = stand[name];
    }
    const isNew = String(stand.version) !== now()?.dataset.version;
    const isCounted = now()?.dataset.shown === "yes" && stand.last !== shown;
    if (isNew || isCounted) plan(isNew ? 0 : 300);
    shown = stand.last;
  },
  onLine(isThere) {
    line.hidden = isThere;
    line.textContent = isThere ? "" : line.dataset.textLost;
  },
});

board.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams([...new FormData(form, event.submitter)]);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Workshop": "1" } });
    if (response.status >= 500) throw new Error(String(response.status));
    swap(await response.text());
  } catch {
    line.hidden = false;
    line.textContent = line.dataset.textLost;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const wanted = { ArrowRight: "[data-next]", PageDown: "[data-next]", PageUp: "[data-back]" }[event.key];
  const button = wanted && board.querySelector(wanted);
  if (!button || event.repeat) return;
  event.preventDefault();
  button.click();
});

document.querySelector("[data-full-screen]")?.addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
