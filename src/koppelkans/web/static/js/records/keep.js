// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Keeps what is typed until it is saved: a closed tab, a lost connection or an ended session
// costs nothing. It stays in this tab of the browser and goes when it is saved or forgotten.

const OWN = ["csrfmiddlewaretoken"];

/** Keep what is typed in a form. */
export function start(form) {
  const key = `koppelkans:${form.dataset.keep}`;
  const first = JSON.stringify(typed(form));
  if (/[?&](bewaard|gelijk)=/.test(location.search)) forget(key);
  const kept = sessionStorage.getItem(key);
  // After an answer of the server the form itself holds what was typed.
  const isAnswer = document.getElementById("fouten") || form.dataset.added;
  if (kept && withoutVersion(kept) !== withoutVersion(first) && !isAnswer && fill(form, JSON.parse(kept))) {
    const note = form.querySelector(".kk-kept");
    note.hidden = false;
    note.querySelector("[data-forget]").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      location.reload();
    });
  }
  const keep = () => sessionStorage.setItem(key, JSON.stringify(typed(form)));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}

/** What is saved need not be kept, nor the empty form that it began as. */
function forget(key) {
  sessionStorage.removeItem(key);
  sessionStorage.removeItem(key.replace(/[^/]*$/, ""));
}

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => !OWN.includes(name) && typeof value === "string");
}

/** The version on which it is based is kept as well, but makes no difference by itself. */
function withoutVersion(kept) {
  return JSON.stringify(JSON.parse(kept).filter(([name]) => name !== "based_on"));
}

/** Put back what was kept; false when the form has other fields by now. */
function fill(form, kept) {
  const names = new Set([...form.elements].map((element) => element.name));
  if (!kept.every(([name]) => names.has(name))) return false;
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (!element.name || OWN.includes(element.name)) continue;
    const wanted = values.get(element.name) ?? [];
    if (element.type === "checkbox" || element.type === "radio") element.checked = wanted.includes(element.value);
    else if (element.name !== "block" && wanted.length) element.value = wanted[0];
  }
  return true;
}
