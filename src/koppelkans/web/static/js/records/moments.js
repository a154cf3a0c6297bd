// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The timeline to work on. A drag is sent at once; what the server makes of it is what is shown.

/* global vis */
import { dataOf, libraries, make } from "../data.js";

/** Bring the timeline of an element to life. */
export async function start(element) {
  await libraries("../vendor/vis-timeline/vis-timeline-graph2d.min.js");
  const data = dataOf(element);
  const form = document.querySelector(".kk-move");
  const tasks = new Map(data.tasks.map((task) => [task.id, task]));
  const items = new vis.DataSet(data.tasks.flatMap(itemsOf));
  const groups = new vis.DataSet(data.tasks.map((task, order) => ({ id: task.id, order, content: task.title, partner: task.partner })));
  const timeline = new vis.Timeline(element, items, groups, {
    start: data.start, end: data.end, min: data.start, max: data.end,
    zoomMin: 1000 * 3600 * 24 * 365 * 2,
    timeAxis: { scale: "year", step: element.clientWidth > 700 ? 1 : 5 },
    showMajorLabels: false, format: { minorLabels: { year: "YYYY" } },
    locale: element.dataset.language, maxHeight: Math.max(420, window.innerHeight * 0.72),
    verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false,
    orientation: { axis: "top", item: "top" }, margin: { item: { horizontal: 0, vertical: 2 }, axis: 2 },
    groupOrder: "order", stack: false, multiselect: false, showCurrentTime: false, selectable: true,
    editable: { updateTime: true, updateGroup: false, add: false, remove: false, overrideItems: false },
    itemsAlwaysDraggable: { item: true, range: true },
    snap: (date) => dayOf(quarterOf(date)),
    groupTemplate: (group) => group && make("a", { href: `${data.address}bewerken/${encodeURIComponent(group.id)}/`, text: group.content, title: `${group.partner}: ${group.content}` }),
    onMoving: (item, callback) => {
      const task = tasks.get(item.group);
      // A start has the length of the work, whichever edge is dragged.
      if (item.what === "start") {
        const shift = quarterOf(item.start) === task.preferred_start ? quarterOf(item.end) - task.preferred_start - task.duration : 0;
        item.start = dayOf(quarterOf(item.start) + shift);
        item.end = dayOf(quarterOf(item.start) + task.duration);
      }
      callback(item);
    },
    onMove: (item, callback) => {
      callback(null);
      const task = tasks.get(item.group);
      const first = quarterOf(item.start);
      if (item.what === "start") send(task.id, { preferred_start: textOf(first) });
      else send(task.id, windowOf(task, first, quarterOf(item.end) - 1));
    },
    xss: { disabled: false },
    onInitialDrawComplete: () => { element.dataset.drawn = "true"; },
  });
  timeline.on("select", ({ items: chosen }) => {
    const item = items.get(chosen[0]);
    if (item) form.elements.task.value = item.group;
  });

  const says = form.querySelector("[data-says]");
  async function send(task, values) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("based_on", form.elements.based_on.value);
    body.set("task", task);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    element.dataset.busy = "true";
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
      const found = await answer.json();
      form.elements.based_on.value = found.version;
      says.textContent = found.said;
      says.classList.toggle("kk-error", !answer.ok);
      if (found.task) {
        tasks.set(task, found.task);
        items.update(itemsOf(found.task));
      }
      if (answer.ok) document.querySelector('.kk-desk__undo [value="undo"]').disabled = false;
    } catch {
      says.textContent = element.dataset.textFailed;
      says.classList.add("kk-error");
    }
    element.dataset.busy = "false";
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form.elements.task.value, { move: event.submitter?.value ?? "" });
  });
  element.timeline = timeline;
}

/** Only what was dragged: an edge, or both when the window moves as a whole. */
function windowOf(task, first, last) {
  const values = {};
  if (first !== task.earliest_start) values.earliest_start = textOf(first);
  if (last !== task.latest_start) values.latest_start = textOf(last);
  return values;
}

function itemsOf(task) {
  const editable = task.editable ? { updateTime: true, updateGroup: false, remove: false } : false;
  const range = (what, first, end, more) => ({
    id: `${what}:${task.id}`, group: task.id, what, start: dayOf(first), end: dayOf(end), content: "", ...more,
  });
  const { earliest_start: earliest, latest_start: latest, preferred_start: preferred } = task;
  return [
    range("before", earliest - task.before, earliest, { type: "background", className: task.before ? "kk-stretch" : "kk-none" }),
    range("after", latest + 1, latest + 1 + task.after, { type: "background", className: task.after ? "kk-stretch" : "kk-none" }),
    range("window", earliest, latest + 1, { className: "kk-window-item", editable, title: `${textOf(earliest)} – ${textOf(latest)}` }),
    range("start", preferred, preferred + task.duration, { className: `kk-work kk-${task.kind}`, editable, title: textOf(preferred) }),
  ];
}

const MONTHS = 3;

/** The quarter nearest to a moment, counted as the server does. */
function quarterOf(date) {
  const day = new Date(date);
  return Math.round((day.getFullYear() * 12 + day.getMonth() + (day.getDate() - 1) / 31) / MONTHS);
}

function dayOf(quarter) {
  return new Date(Math.floor(quarter / 4), (((quarter % 4) + 4) % 4) * MONTHS, 1);
}

function textOf(quarter) {
  return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
}
