// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Starts what a page needs, and nothing else; maps, timelines and charts when they come into view.

const parts = {
  "[data-map]": () => import("./maps.js"),
  "[data-compare]": () => import("./compare.js"),
  "[data-timeline]": () => import("./timeline.js"),
  "[data-chart]": () => import("./charts.js"),
};

const waiting = new Map();
for (const [selector, load] of Object.entries(parts)) {
  for (const element of document.querySelectorAll(selector)) waiting.set(element, load);
}

async function begin(element) {
  const load = waiting.get(element);
  waiting.delete(element);
  watcher.unobserve(element);
  if (load) (await load()).start(element);
}

const watcher = new IntersectionObserver(
  (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => begin(one.target)),
  { rootMargin: "200px" },
);
for (const element of waiting.keys()) watcher.observe(element);
// Paper does not wait for a drawing: what nobody scrolled to is printed in words, and drawn after.
window.addEventListener("beforeprint", () => {
  for (const element of [...waiting.keys()]) {
    const words = element.parentElement.querySelector("details:not([open])");
    if (words) {
      words.open = true;
      window.addEventListener("afterprint", () => { words.open = false; }, { once: true });
    }
    begin(element);
  }
});

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

// A page that was waiting for a programme begins anew once it is there, but not under the hands of
// somebody who is filling in a question: then it says so.
document.body.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt } = event.detail;
  const isReady = xhr.getResponseHeader("HX-Refresh") === "true";
  if (!isReady || !elt.dataset.textReady || !document.querySelector("details.kk-question[open]")) return;
  event.preventDefault();
  const link = document.createElement("a");
  link.className = "utrecht-link utrecht-link--html-a";
  link.href = location.href;
  link.textContent = elt.dataset.textShow;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.append(`${elt.dataset.textReady} `, link);
  elt.replaceWith(said);
});
