// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// The timeline: partners with their tasks; windows and stretch behind the works.

/* global vis */
import { dataOf, libraries, make } from "./data.js";

/** Draw the timeline of an element. */
export async function start(element) {
  await libraries("../vendor/vis-timeline/vis-timeline-graph2d.min.js");
  const data = dataOf(element);
  const groups = new vis.DataSet(groupsOf(data, element));
  const timeline = new vis.Timeline(element, new vis.DataSet(itemsOf(data)), groups, {
    start: data.start, end: data.end, min: data.start, max: data.end,
    zoomMin: 1000 * 3600 * 24 * 365 * 4,
    timeAxis: { scale: "year", step: element.clientWidth > 700 ? 1 : 5 },
    showMajorLabels: false,
    format: { minorLabels: { year: "YYYY" } },
    locale: element.dataset.language,
    maxHeight: Math.max(420, window.innerHeight * 0.72),
    verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false,
    orientation: { axis: "top", item: "top" },
    margin: { item: { horizontal: 0, vertical: 2 }, axis: 2 },
    groupOrder: "order", stack: true, selectable: true, multiselect: false, showCurrentTime: false,
    tooltip: { followMouse: false, overflowMethod: "cap" },
    groupTemplate: (group) => group && labelOf(group),
    xss: { disabled: false },
    onInitialDrawComplete: () => { element.dataset.drawn = "true"; },
  });
  timeline.on("select", ({ items }) => {
    const chosen = data.items[items[0]];
    if (chosen?.task) window.location.assign(data.tasks[chosen.task].url);
  });
  for (const button of document.querySelectorAll("[data-timeline-open]")) {
    button.addEventListener("click", () => {
      const open = button.dataset.timelineOpen === "all";
      groups.update(data.groups.filter((g) => g.tasks).map((g) => ({ id: g.id, showNested: open })));
      groups.update(data.groups.filter((g) => g.task).map((g) => ({ id: g.id, visible: open })));
    });
  }
}

function groupsOf(data, element) {
  // The partner with the fewest tasks is open at first: the others stay in sight.
  const fewest = Math.min(...data.groups.filter((g) => g.tasks?.length > 2).map((g) => g.tasks.length));
  const open = data.groups.find((group) => group.tasks?.length === fewest);
  let showing = false;
  return data.groups.map((group, order) => {
    if (group.tasks) {
      showing = group === open;
      return {
        id: group.id, order, content: group.title, number: group.tasks.length,
        unit: element.dataset.textTasks, nestedGroups: group.tasks.map((id) => `task:${id}`),
        showNested: showing, className: "kk-partner-row",
      };
    }
    const task = data.tasks[group.task];
    return { id: group.id, order, content: task.title, url: task.url, visible: showing };
  });
}

function labelOf(group) {
  if (group.url) return make("a", { href: group.url, text: group.content, title: group.content });
  return make("span", { text: `${group.content} (${group.number} ${group.unit})` });
}

function itemsOf(data) {
  const owner = new Map();
  for (const group of data.groups) for (const task of group.tasks ?? []) owner.set(task, group.id);
  const items = [];
  data.items.forEach((item, id) => {
    if (item.what !== "work") {
      items.push({
        id: `b${id}`, group: item.group, start: item.start, end: item.end, type: "background",
        className: `kk-${item.what}`,
      });
      return;
    }
    const task = data.tasks[item.task];
    const title = `${task.title}: ${item.when} (${item.variant})`;
    items.push({
      id, group: item.group, start: item.start, end: item.end, type: "range", content: "",
      className: `kk-work kk-${item.kind}`, title,
    });
    // The same work once more, thin, in the row of the partner: what a closed partner shows.
    items.push({
      id: `p${id}`, group: owner.get(item.task), start: item.start, end: item.end, type: "range",
      content: "", className: `kk-strip-work kk-${item.kind}`, title,
    });
  });
  return items;
}
