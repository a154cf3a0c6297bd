// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The ground of every map: the area and its streets, drawn by ourselves, without tiles.

import * as maplibregl from "../vendor/maplibre/maplibre-gl.mjs";
import { make } from "./data.js";

const FONT = ["Atlas"];
const language = document.documentElement.lang;
const words = {
  nl: {
    "NavigationControl.ZoomIn": "Dichterbij",
    "NavigationControl.ZoomOut": "Verder weg",
    "Popup.Close": "Sluiten",
    "ScaleControl.Meters": "m",
  },
};

/** Make a map of the ground in an element; resolves when it can be drawn on. */
export async function drawGround(element, data, { interactive = true, labels = true } = {}) {
  // Without glyphs in the style the map draws letters itself, from a font that is there.
  await document.fonts.load('600 24px "Atlas"');
  const map = new maplibregl.Map({
    container: element,
    style: styleOf(data, labels),
    bounds: data.bounds,
    fitBoundsOptions: { padding: Math.min(28, element.clientWidth / 20) },
    attributionControl: false,
    // Without this the map is white on paper.
    canvasContextAttributes: { preserveDrawingBuffer: true },
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: false,
    // Names that fade in are drawn again in every frame until they stand.
    fadeDuration: 0,
    // It is shown once, whole. What it draws before that nobody sees, so that may be coarse: to a
    // browser without a graphics card every half picture is as much work as the whole one.
    pixelRatio: 0.1,
    interactive,
    locale: { ...words[language], "Map.Title": element.dataset.label },
  });
  map.touchZoomRotate.disableRotation();
  map.scrollZoom.disable();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  element.map = map;
  return new Promise((resolve) => {
    map.once("load", () => {
      resolve(map);
      // Who asked for the map first draws on it.
      setTimeout(async () => {
        await settled(map);
        map.setPixelRatio(devicePixelRatio);
        await settled(map);
        await painted(map.getCanvas());
        element.dataset.drawn = "true";
      });
    });
  });
}

/** Wait until a map has nothing left to draw. */
function settled(map) {
  return new Promise((resolve) => {
    map.once("idle", resolve);
    map.triggerRepaint();
  });
}

/** Wait until what was drawn is there; a canvas that is shown before lets the whole page wait. */
async function painted(canvas) {
  const gl = canvas.getContext("webgl2");
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return;
  gl.flush();
  while (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) {
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  gl.deleteSync(fence);
}

/** Streets that lie where they are drawn; of the others only the name is known. */
const LOCATED = ["!=", ["get", "located"], false];

function styleOf(data, labels) {
  const width = (small, large) => ["interpolate", ["linear"], ["zoom"], 13, small, 17, large];
  const byKind = (residential, collector, main) => [
    "match", ["get", "kind"], "main", main, "collector", collector, residential,
  ];
  return {
    version: 8,
    sources: {
      area: { type: "geojson", data: data.area },
      places: { type: "geojson", data: data.places, promoteId: "id" },
      labels: { type: "geojson", data: data.labels },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#e7ebea" } },
      { id: "area", type: "fill", source: "area", paint: { "fill-color": "#f7f5ef" } },
      {
        id: "boundary", type: "line", source: "area",
        paint: { "line-color": "#555555", "line-width": 1.4, "line-dasharray": [6, 3, 1.5, 3] },
      },
      {
        id: "streets-edge", type: "line", source: "places", filter: LOCATED, layout: { "line-cap": "round" },
        paint: { "line-color": "#cbc6b8", "line-width": width(byKind(4, 6, 8), byKind(20, 26, 32)) },
      },
      {
        id: "streets", type: "line", source: "places", filter: LOCATED, layout: { "line-cap": "round" },
        paint: { "line-color": "#ffffff", "line-width": width(byKind(3, 5, 7), byKind(18, 24, 30)) },
      },
      {
        id: "streets-unknown", type: "line", source: "places", filter: ["!", LOCATED],
        paint: { "line-color": "#555555", "line-width": 2, "line-dasharray": [2, 2] },
      },
      ...(labels ? [labelLayer()] : []),
    ],
  };
}

function labelLayer() {
  return {
    id: "labels", type: "symbol", source: "labels",
    layout: {
      "symbol-sort-key": ["get", "order"],
      "text-field": ["get", "street"],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10.5, 14.5, 12, 17, 16],
      "text-rotate": ["get", "turn"],
      "text-rotation-alignment": "map",
      "text-offset": [0, 1.05],
      "text-padding": 1,
    },
    paint: { "text-color": "#2b2f33", "text-halo-color": "#f7f5ef", "text-halo-width": 1.6 },
  };
}

/** Let a wide, invisible line over every street catch what people point at. */
export function onStreet(map, choose) {
  map.addLayer({
    id: "touch", type: "line", source: "places",
    paint: { "line-width": 24, "line-opacity": 0 },
  });
  map.on("mouseenter", "touch", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "touch", () => (map.getCanvas().style.cursor = ""));
  map.on("click", "touch", (event) => choose(event.features[0].properties, event.lngLat));
}

/** Show a small window on the map. */
export function popup(map, where, title, children) {
  return new maplibregl.Popup({ maxWidth: "20rem", focusAfterOpen: true })
    .setLngLat(where)
    .setDOMContent(make("div", { children: [make("h3", { text: title }), ...children] }))
    .addTo(map);
}

/** Return a list with a link for every task. */
export function taskList(ids, tasks) {
  return make("ul", {
    children: ids.map((id) => {
      const task = tasks[id];
      return make("li", {
        children: [make("a", { href: task.url, text: task.title }), ` (${task.partner})`],
      });
    }),
  });
}

/** Return the streets by id. */
export function streetsById(data) {
  return new Map(data.places.features.map((feature) => [feature.properties.id, feature]));
}
