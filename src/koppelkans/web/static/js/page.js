// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Starts what a page needs, and nothing else.

const parts = {
  "[data-map]": () => import("./maps.js"),
  "[data-compare]": () => import("./compare.js"),
  "[data-timeline]": () => import("./timeline.js"),
  "[data-chart]": () => import("./charts.js"),
};

for (const [selector, load] of Object.entries(parts)) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) load().then((module) => elements.forEach((element) => module.start(element)));
}

const current = document.querySelector(".kk-sheets [aria-current]");
const sheets = document.querySelector(".kk-sheets");
if (current && sheets) sheets.scrollLeft = current.offsetLeft - sheets.clientWidth / 2 + current.clientWidth / 2;

// A file that was made in the background comes by itself once it is there.
document.body.addEventListener("kk-download", (event) => {
  const link = document.createElement("a");
  link.href = event.detail.url;
  link.download = "";
  link.click();
});
