// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Before and after: two maps that move as one, with a slider through the quarters.

import { dataOf, make } from "./data.js";
import { drawGround, onStreet, popup, taskList } from "./ground.js";

const SIDES = ["baseline", "programme"];
const MILLISECONDS_PER_QUARTER = 350;

/** Bring a comparison to life. */
export async function start(element) {
  const data = dataOf(element);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const slider = element.querySelector("input[type=range]");
  const maps = await Promise.all(
    SIDES.map(async (side) => {
      const map = await drawGround(element.querySelector(`[data-side=${side}]`), data, { labels: true });
      drawStates(map);
      onStreet(map, (street, where) => {
        const moment = Number(slider.value);
        const open = data[side].open.filter((o) => o.place === street.id && o.first <= moment);
        const children = open.flatMap((o) => [
          make("p", { children: [make("strong", { text: `${data.quarters[o.first]} – ${data.quarters[o.last]}` })] }),
          taskList(o.tasks, data.tasks),
        ]);
        popup(map, where, street.name, children);
      });
      return map;
    }),
  );
  moveAsOne(maps);
  const show = () => {
    const moment = Number(slider.value);
    element.querySelector("[data-moment]").value = data.quarters[moment];
    slider.setAttribute("aria-valuetext", data.quarters[moment]);
    SIDES.forEach((side, number) => {
      const openNow = paint(maps[number], data, side, moment);
      const counts = element.querySelector(`[data-counts=${side}]`);
      const write = (name, value) => {
        counts.querySelector(`[data-count=${name}]`).textContent = numbers.format(value);
      };
      write("now", openNow);
      for (const name of ["opened", "weeks", "done", "homes"]) write(name, data[side][name][moment]);
    });
    element.dataset.shown = String(moment);
  };
  slider.value = String(busiest(data));
  slider.addEventListener("input", show);
  show();
  play(element, slider, show);
}

/** The quarter in which most streets are open when everybody goes alone: there is most to see. */
function busiest(data) {
  const open = data.quarters.map((_, q) => data.baseline.open.filter((o) => o.first <= q && q <= o.last).length);
  return open.indexOf(Math.max(...open));
}

function drawStates(map) {
  const often = ["coalesce", ["feature-state", "often"], 0];
  const open = ["boolean", ["feature-state", "open"], false];
  map.addLayer({
    id: "often", type: "line", source: "places", layout: { "line-cap": "round" },
    paint: {
      "line-color": ["match", often, 1, "#a9bfd6", 2, "#5f88b3", 3, "#123c69", "#000000"],
      "line-opacity": ["case", [">", often, 0], 1, 0],
      "line-width": ["interpolate", ["linear"], ["zoom"], 13, 2, 17, 9],
    },
  }, "labels");
  map.addLayer({
    id: "open", type: "line", source: "places", layout: { "line-cap": "round" },
    paint: {
      "line-color": "#c2571a",
      "line-opacity": ["case", open, 1, 0],
      "line-width": ["interpolate", ["linear"], ["zoom"], 13, 5, 17, 20],
    },
  }, "labels");
}

/** Show one quarter; return how many streets are open in it. */
function paint(map, data, side, moment) {
  const often = new Map();
  const open = new Set();
  for (const opening of data[side].open) {
    if (opening.first > moment) continue;
    if (opening.last >= moment) open.add(opening.place);
    else often.set(opening.place, (often.get(opening.place) ?? 0) + 1);
  }
  for (const { properties } of data.places.features) {
    map.setFeatureState(
      { source: "places", id: properties.id },
      { open: open.has(properties.id), often: Math.min(4, often.get(properties.id) ?? 0) },
    );
  }
  return open.size;
}

function moveAsOne(maps) {
  let moving = false;
  for (const map of maps) {
    map.on("move", () => {
      if (moving) return;
      moving = true;
      for (const other of maps) {
        if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
      }
      moving = false;
    });
  }
}

function play(element, slider, show) {
  const button = element.querySelector("[data-play]");
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    button.setAttribute("aria-label", button.dataset.textPlay);
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (slider.value === slider.max) slider.value = slider.min;
    button.setAttribute("aria-label", button.dataset.textPause);
    timer = setInterval(() => {
      slider.value = String(Number(slider.value) + 1);
      show();
      if (slider.value === slider.max) stop();
    }, MILLISECONDS_PER_QUARTER);
  });
}
