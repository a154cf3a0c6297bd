// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Starts what the forms need, and nothing else.

const parts = {
  "form[data-keep]": () => import("./keep.js"),
  "[data-search]": () => import("./several.js"),
  "[data-sheet]": () => import("./sheet.js"),
  "[data-moments]": () => import("./moments.js"),
  "[data-draw]": () => import("./draw.js"),
};

for (const [selector, load] of Object.entries(parts)) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) load().then((module) => elements.forEach((element) => module.start(element)));
}

// What is wrong comes first; otherwise what was just added.
const wrong = document.getElementById("fouten");
const added = document.querySelector("form[data-added]");
if (wrong) wrong.focus();
else if (added) {
  const block = [...added.querySelectorAll(".kk-child")].filter((child) => child.querySelector('[name$=".key"][value=""]')).pop();
  block?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// Somebody follows a link to a field within something closed.
function open() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  if (target) (target.matches("input, select, textarea") ? target : target.querySelector("input:not([type=hidden])") ?? target).focus();
}
addEventListener("hashchange", open);
if (location.hash.includes(":")) open();
