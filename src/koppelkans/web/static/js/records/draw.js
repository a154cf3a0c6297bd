// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Drawing where something is: a line, a surface or a point that snaps to streets. What is drawn
// goes into a field of the form; nothing is kept before the form is saved.

import {
  TerraDraw, TerraDrawLineStringMode, TerraDrawPointMode, TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "../../vendor/terra-draw/terra-draw.modern.js";
import { TerraDrawMapLibreGLAdapter } from "../../vendor/terra-draw-maplibre/terra-draw-maplibre-gl-adapter.modern.js";
import { dataOf } from "../data.js";
import { drawGround, onStreet } from "../ground.js";

const NEAR_PIXELS = 14;
const UNDRAWN = "";
const TAKEN_OFF = "-";
const COLOUR = "#b5420b";

/** Let somebody draw in an element. */
export async function start(element) {
  const data = dataOf(element);
  const field = document.querySelector(`input[name="${CSS.escape(data.field)}"]`);
  const says = element.querySelector("[data-says]");
  const map = await drawGround(element.querySelector(".kk-map"), data, { labels: false });
  const draw = prepare(map, data);
  draw.start();
  put(draw, field.value === UNDRAWN ? data.drawn : read(field.value));
  look(map, draw, data);
  if (data.placeField) choosePlaces(map, data.placeField, () => element.dataset.mode === "places");

  const keep = () => {
    const drawn = take(draw);
    field.value = drawn ? JSON.stringify(drawn) : data.drawn ? TAKEN_OFF : UNDRAWN;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    // What somebody draws lies there.
    if (drawn && data.located) document.querySelector(`[name="${CSS.escape(data.located)}"][value="yes"]`).checked = true;
    says.textContent = drawn ? says.dataset.textDrawn : says.dataset.textOff;
    element.dataset.kept = field.value;
  };
  draw.on("finish", (id, { mode, action }) => {
    if (action === "draw") {
      // One record has one geometry: a new drawing takes the place of the former.
      draw.removeFeatures(whole(draw).map((feature) => feature.id).filter((other) => other !== id));
      choose(element, draw, "select");
    }
    if (mode !== "static") keep();
  });
  for (const button of element.querySelectorAll("[data-mode]")) {
    button.addEventListener("click", () => {
      choose(element, draw, button.dataset.mode);
      says.textContent = button.dataset.mode === "places" ? "" : says.dataset.textHint;
    });
  }
  element.querySelector("[data-clear]").addEventListener("click", () => {
    draw.clear();
    keep();
  });
  element.querySelector("[data-around]")?.addEventListener("click", () => {
    draw.clear();
    put(draw, data.around);
    keep();
  });
  element.querySelector("[data-take-typed]").addEventListener("click", () => {
    const typed = readTyped(element.querySelector("[data-typed]").value, data.modes);
    if (!typed) return;
    draw.clear();
    put(draw, typed);
    look(map, draw, data);
    keep();
  });
  element.querySelector("[data-typed]").value = typedOf(data.drawn);
  element.dataset.drawn = "true";
  element.drawing = draw;
}

function prepare(map, data) {
  const snapping = { toCustom: (event) => nearest(map, data, event) };
  const editing = {
    feature: {
      draggable: true,
      coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping },
    },
  };
  const modes = [
    new TerraDrawSelectMode({ flags: { linestring: editing, polygon: editing, point: { feature: { draggable: true } } } }),
    new TerraDrawLineStringMode({ snapping, styles: { lineStringColor: COLOUR, lineStringWidth: 5 } }),
    new TerraDrawPolygonMode({ snapping, styles: { fillColor: COLOUR, fillOpacity: 0.2, outlineColor: COLOUR, outlineWidth: 4 } }),
    new TerraDrawPointMode({ styles: { pointColor: COLOUR, pointWidth: 8 } }),
  ];
  return new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes });
}

/** Where a corner snaps to: the nearest corner of a street, else the nearest spot on one. */
function nearest(map, data, event) {
  const here = { x: event.containerX, y: event.containerY };
  let corner = null;
  let spot = null;
  for (const line of data.places.features.flatMap(linesOf)) {
    const pixels = line.map((point) => map.project(point));
    pixels.forEach((pixel, number) => {
      corner = nearer(corner, here, pixel, line[number]);
      if (number) {
        const on = onto(here, pixels[number - 1], pixel);
        spot = nearer(spot, here, on, null);
      }
    });
  }
  if (corner) return corner.point;
  if (!spot) return undefined;
  const { lng, lat } = map.unproject([spot.pixel.x, spot.pixel.y]);
  return [lng, lat].map((degrees) => Number(degrees.toFixed(9)));
}

function nearer(best, here, pixel, point) {
  const away = Math.hypot(pixel.x - here.x, pixel.y - here.y);
  return away <= NEAR_PIXELS && away < (best?.away ?? Infinity) ? { away, pixel, point } : best;
}

function onto(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const part = length ? Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length)) : 0;
  return { x: from.x + part * dx, y: from.y + part * dy };
}

function linesOf({ geometry }) {
  const { type, coordinates } = geometry;
  if (type === "LineString") return [coordinates];
  if (type === "MultiLineString" || type === "Polygon") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
}

function choose(element, draw, mode) {
  element.dataset.mode = mode;
  draw.setMode(mode === "places" ? "static" : mode);
  for (const other of element.querySelectorAll("[data-mode]")) {
    other.setAttribute("aria-pressed", String(other.dataset.mode === mode));
  }
}

const SINGLE = { MultiLineString: "LineString", MultiPolygon: "Polygon", MultiPoint: "Point" };

/** Put a geometry on the map; one of several parts as so many. */
function put(draw, geometry) {
  if (!geometry) return;
  const single = SINGLE[geometry.type];
  const parts = single ? geometry.coordinates.map((coordinates) => ({ type: single, coordinates })) : [geometry];
  draw.addFeatures(parts.map((part) => ({ type: "Feature", geometry: part, properties: { mode: part.type.toLowerCase() } })));
}

/** The features themselves, without the corners that are drawn for editing them. */
function whole(draw) {
  return draw.getSnapshot().filter(({ properties: p }) => !p.midPoint && !p.selectionPoint && !p.coordinatePoint && !p.currentlyDrawing);
}

function take(draw) {
  const parts = whole(draw).map((feature) => feature.geometry);
  if (parts.length < 2) return parts[0] ?? null;
  return { type: `Multi${parts[0].type}`, coordinates: parts.filter((part) => part.type === parts[0].type).map((part) => part.coordinates) };
}

function look(map, draw, data) {
  const points = whole(draw).flatMap(({ geometry }) => geometry.coordinates.flat(Infinity));
  if (!points.length) return;
  const [lng, lat] = [points.filter((_, n) => n % 2 === 0), points.filter((_, n) => n % 2 === 1)];
  const bounds = [Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)];
  if (data.modes.length > 1) map.fitBounds(bounds, { padding: 80, maxZoom: 17, animate: false });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function typedOf(geometry) {
  const line = geometry?.type === "Polygon" ? geometry.coordinates[0] : geometry?.type === "LineString" ? geometry.coordinates : [];
  return line.map((point) => point.join(" ")).join("\n");
}

/** Read corners that were typed, one on a line. */
function readTyped(text, modes) {
  const points = text.trim().split("\n").map((line) => line.trim().split(/[\s;]+/).map((part) => Number(part.replace(",", "."))));
  if (!points.every((point) => point.length === 2 && point.every(Number.isFinite))) return null;
  if (points.length === 1) return modes.includes("point") ? { type: "Point", coordinates: points[0] } : null;
  const closed = points.length > 3 && String(points[0]) === String(points.at(-1));
  if (modes.includes("linestring") && !closed) return { type: "LineString", coordinates: points };
  return points.length > 2 ? { type: "Polygon", coordinates: [closed ? points : [...points, points[0]]] } : null;
}

/** A click on a street ticks it in the list, and shows what is ticked. */
function choosePlaces(map, name, isOn) {
  const boxes = () => [...document.querySelectorAll(`input[name="${CSS.escape(name)}"]`)];
  map.addLayer({
    id: "ticked", type: "line", source: "places", filter: ["in", ["get", "id"], ["literal", []]],
    layout: { "line-cap": "round" },
    paint: { "line-color": "#123c69", "line-width": ["interpolate", ["linear"], ["zoom"], 13, 4, 17, 12], "line-opacity": 0.7 },
  }, "td-polygon");
  const show = () => map.setFilter("ticked", ["in", ["get", "id"], ["literal", boxes().filter((b) => b.checked).map((b) => b.value)]]);
  onStreet(map, (street) => {
    if (!isOn()) return;
    const box = boxes().find((other) => other.value === street.id);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => event.target.name === name && show());
  show();
}
