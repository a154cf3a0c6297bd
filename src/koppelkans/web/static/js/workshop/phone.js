// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The card on a phone: follows the facilitator, keeps what is filled in, sends it once.

import { follow } from "./live.js";
import { makeKey, Outbox } from "./outbox.js";
import { explainSwings } from "./swings.js";

const card = document.querySelector("#kaart");
const line = document.querySelector("#verbinding");
const now = () => card.querySelector(".kk-card-now");
const draftName = () => `kk-draft-${location.pathname}-${now()?.dataset.question}`;

function swap(html) {
  const hadFocus = card.contains(document.activeElement);
  card.innerHTML = html;
  explainSwings(card);
  if (hadFocus) {
    const heading = card.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }
}

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
}

function keepDraft(form) {
  sessionStorage.setItem(draftName(), JSON.stringify(fieldsOf(form)));
}

function restoreDraft() {
  const form = card.querySelector("[data-answer]");
  const kept = sessionStorage.getItem(draftName());
  if (!form || !kept) return;
  for (const [name, value] of JSON.parse(kept)) {
    if (name === "key") continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
  explainSwings(card);
}

function say(text) {
  line.textContent = text ?? "";
  line.hidden = !text;
}

const outbox = new Outbox({
  token: () => document.querySelector("[name=csrfmiddlewaretoken]").value,
  waiting: () => say(line.dataset.textKept),
  told(status, html) {
    if (status === 401) return location.reload();
    if (status === 404) return refresh();
    if (status !== 422) sessionStorage.removeItem(draftName());
    say("");
    swap(html);
    if (status === 422) restoreDraft();
    scrollTo({ top: 0 });
  },
});

async function refresh() {
  try {
    const response = await fetch(card.dataset.card);
    if (response.status === 401) return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    const html = await response.text();
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".kk-card-now");
    if (fresh?.dataset.mark === now()?.dataset.mark) return;
    swap(html);
    restoreDraft();
  } catch {
    setTimeout(refresh, 2000);
  }
}

card.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-answer]");
  if (!form) return;
  event.preventDefault();
  keepDraft(form);
  const fields = fieldsOf(form).filter(([name]) => name !== "key");
  say(line.dataset.textSending);
  outbox.add(form.action, [...fields, ["key", makeKey()]]);
});
card.addEventListener("input", (event) => {
  const form = event.target.closest("[data-answer]");
  if (form) keepDraft(form);
  explainSwings(card);
});

explainSwings(card);
restoreDraft();
outbox.send();

let version = null;
follow(card.dataset.live, {
  onStand(stand) {
    // A hall full of phones does not come all at the same moment.
    if (version !== stand.version) setTimeout(refresh, version === null ? 0 : 300 * Math.random());
    version = stand.version;
  },
  onLine(isThere) {
    if (!isThere) say(outbox.size ? line.dataset.textKept : line.dataset.textLost);
    else if (!outbox.size) say("");
    if (isThere) outbox.send();
  },
});
