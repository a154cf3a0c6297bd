// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The single maps: when streets open, where opportunities are, which streets a task touches.

import { dataOf, make } from "./data.js";
import { drawGround, onStreet, popup, streetsById, taskList } from "./ground.js";

const LINE = 4.5;

/** Draw the map that an element asks for. */
export async function start(element) {
  const data = dataOf(element);
  const map = await drawGround(element, data);
  ({ area: drawArea, opportunities: drawOpportunities, places: drawPlaces })[element.dataset.map](
    map, data, element,
  );
}

function drawArea(map, data, element) {
  map.addSource("openings", { type: "geojson", data: openings(data, "programme") });
  data.phases.forEach((phase, number) => {
    map.addLayer(
      {
        id: `phase-${number}`, type: "line", source: "openings",
        filter: ["==", ["get", "phase"], number],
        paint: {
          "line-color": phase.colour,
          "line-width": ["interpolate", ["linear"], ["zoom"], 13, 1.6, 15, 3, 17, 7],
          "line-offset": ["interpolate", ["linear"], ["zoom"], 13, ["*", 0.5, ["get", "offset"]], 15, ["get", "offset"], 17, ["*", 2.2, ["get", "offset"]]],
          ...(phase.dash.length ? { "line-dasharray": phase.dash } : {}),
        },
      },
      map.getLayer("labels") ? "labels" : undefined,
    );
  });
  let alternative = "programme";
  for (const button of document.querySelectorAll("[data-alternative]")) {
    button.addEventListener("click", () => {
      alternative = button.dataset.alternative;
      map.getSource("openings").setData(openings(data, alternative));
      for (const other of document.querySelectorAll("[data-alternative]")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
    });
  }
  onStreet(map, (street, where) => {
    const here = data[alternative].filter((opening) => opening.place === street.id);
    const children = here.flatMap((opening) => [
      make("p", { children: [make("strong", { text: opening.when })] }),
      taskList(opening.tasks, data.tasks),
    ]);
    if (!here.length) children.push(make("p", { text: element.dataset.textAlone }));
    popup(map, where, street.name, children);
  });
}

/** One line for every time that a street opens, side by side. */
function openings(data, alternative) {
  const streets = streetsById(data);
  const byPlace = Map.groupBy
    ? Map.groupBy(data[alternative], (opening) => opening.place)
    : groupBy(data[alternative], (opening) => opening.place);
  const features = [];
  for (const [place, openingsHere] of byPlace) {
    openingsHere.forEach((opening, number) => {
      features.push({
        type: "Feature",
        properties: { phase: opening.phase, offset: (number - (openingsHere.length - 1) / 2) * LINE },
        geometry: streets.get(place).geometry,
      });
    });
  }
  return { type: "FeatureCollection", features };
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function drawOpportunities(map, data, element) {
  const most = Math.max(1, ...Object.values(data.gains).map((gain) => gain.eur));
  const features = [...streetsById(data)].filter(([id]) => id in data.gains).map(([id, feature]) => ({
    ...feature,
    properties: {
      ...feature.properties,
      taken: data.gains[id].taken,
      width: 2 + 13 * Math.sqrt(Math.max(0, data.gains[id].eur) / most),
    },
  }));
  map.addSource("gains", { type: "geojson", data: { type: "FeatureCollection", features } });
  const widths = ["interpolate", ["linear"], ["zoom"], 13, ["*", 0.5, ["get", "width"]], 15.5, ["get", "width"], 17, ["*", 2, ["get", "width"]]];
  const before = map.getLayer("labels") ? "labels" : undefined;
  map.addLayer({
    id: "left", type: "line", source: "gains", filter: ["!", ["get", "taken"]],
    paint: { "line-color": data.left.colour, "line-width": widths, "line-dasharray": [1.4, 0.7] },
  }, before);
  map.addLayer({
    id: "taken", type: "line", source: "gains", filter: ["get", "taken"], layout: { "line-cap": "round" },
    paint: { "line-color": data.taken.colour, "line-width": widths },
  }, before);
  map.addLayer({
    id: "chosen", type: "line", source: "places", filter: ["in", ["get", "id"], ["literal", []]],
    layout: { "line-cap": "round" },
    paint: { "line-color": "#ffcf33", "line-width": 12, "line-opacity": 0.75 },
  }, "left");
  onStreet(map, (street, where) => {
    const gain = data.gains[street.id];
    const children = [];
    if (gain) {
      children.push(make("p", { text: `${gain.numbers.length} ${element.dataset.textHere}: ${gain.text}` }));
      const button = make("button", {
        type: "button", class: "utrecht-button utrecht-button--secondary-action", text: element.dataset.textShow,
      });
      button.addEventListener("click", () => filterOn(street.id));
      children.push(button);
    }
    popup(map, where, street.name, children);
  });
  document.addEventListener("pointerover", (event) => lightUp(map, event.target));
  document.addEventListener("focusin", (event) => lightUp(map, event.target));
}

function filterOn(place) {
  const select = document.getElementById("place");
  select.value = place;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  document.getElementById("lijst").scrollIntoView();
}

function lightUp(map, target) {
  const chance = target.closest?.("[data-places]");
  if (!chance) return;
  document.querySelectorAll(".kk-chance.is-selected").forEach((other) => other.classList.remove("is-selected"));
  chance.classList.add("is-selected");
  const ids = chance.dataset.places.split(" ");
  map.setFilter("chosen", ["in", ["get", "id"], ["literal", ids]]);
}

function drawPlaces(map, data) {
  map.addLayer({
    id: "selected", type: "line", source: "places",
    filter: ["in", ["get", "id"], ["literal", data.selected]], layout: { "line-cap": "round" },
    paint: { "line-color": "#123c69", "line-width": ["interpolate", ["linear"], ["zoom"], 13, 4, 17, 12] },
  }, map.getLayer("labels") ? "labels" : undefined);
}
