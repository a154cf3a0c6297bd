// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// A table to type and paste in. What differs is sent when it is saved; the server has the last
// word about every cell, and says beforehand what is wrong with it.

import { dataOf, make } from "../data.js";
import { parse, place } from "./paste.js";

const MILLISECONDS_BEFORE_CHECK = 500;

/** Bring a sheet to life. */
export function start(form) {
  const sheet = new Sheet(form, dataOf(form));
  sheet.takeBack();
  form.sheet = sheet;
  form.dataset.ready = "true";
}

class Sheet {
  constructor(form, data) {
    Object.assign(this, { form, data, body: form.querySelector("tbody"), fields: data.heads.slice(1).map((head) => head.field) });
    this.body.addEventListener("keydown", (event) => this.onKey(event));
    this.body.addEventListener("dblclick", (event) => this.edit(event.target.closest("td")));
    this.body.addEventListener("focusin", (event) => event.target.matches("td") && this.rove(event.target));
    form.addEventListener("paste", (event) => this.onPaste(event));
    form.addEventListener("submit", () => (form.elements.rows.value = JSON.stringify(this.rows().rows)));
    form.querySelector("[data-add]")?.addEventListener("click", () => this.addRow().cells[1].focus());
    const first = this.body.querySelector("td");
    if (first) first.tabIndex = 0;
  }

  head(cell) {
    return this.data.heads.find((head) => head.field === cell.dataset.field);
  }

  mayEdit(cell) {
    return cell && !("locked" in cell.parentElement.dataset) && !("hidden" in cell.dataset);
  }

  rove(cell) {
    const former = this.body.querySelector('td[tabindex="0"]');
    if (former) former.tabIndex = -1;
    cell.tabIndex = 0;
  }

  go(cell, down, right) {
    const row = this.body.rows[cell.parentElement.sectionRowIndex + down];
    const next = row?.cells[cell.cellIndex + right];
    (next?.matches("td") ? next : cell).focus();
  }

  onKey(event) {
    const cell = event.target.closest("td");
    if (!cell || event.target !== cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    if (moves[event.key]) this.go(cell, ...moves[event.key]);
    else if (event.key === "Home") cell.parentElement.cells[1].focus();
    else if (event.key === "End") cell.parentElement.cells[cell.parentElement.cells.length - 1].focus();
    else if (event.key === "Enter" || event.key === "F2") this.edit(cell);
    else if (event.key === "Delete" || event.key === "Backspace") this.write(cell, "");
    else if (event.key.length === 1) return this.edit(cell, "");
    else return;
    event.preventDefault();
  }

  edit(cell, text = cell?.dataset.text ?? cell?.textContent) {
    if (!this.mayEdit(cell) || cell.querySelector("input, select")) return;
    const head = this.head(cell);
    const before = cell.dataset.text ?? cell.textContent;
    const input = head.options.length
      ? make("select", { "aria-label": head.title, children: ["", ...head.options].map((o) => make("option", { text: o })) })
      : make("input", { "aria-label": head.title, type: "text", autocomplete: "off" });
    input.value = head.options.length ? before : text;
    cell.replaceChildren(input);
    input.focus();
    let done = false;
    const leave = (keep) => {
      if (done) return;
      done = true;
      const value = input.value;
      cell.replaceChildren(cell.dataset.text ?? before);
      if (keep && value !== before) this.write(cell, value);
      else this.mark(cell);
    };
    input.addEventListener("blur", () => leave(true));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        leave(event.key !== "Escape");
        if (event.key === "Enter") this.go(cell, 1, 0);
        else if (event.key === "Tab") this.go(cell, 0, event.shiftKey ? -1 : 1);
        else cell.focus();
      }
      event.stopPropagation();
    });
  }

  /** Put a text in a cell; what it was first is remembered. */
  write(cell, text, pasted = false) {
    if (!this.mayEdit(cell)) return false;
    cell.dataset.first ??= cell.textContent;
    cell.dataset.text = text;
    if (pasted) cell.dataset.pasted = "true";
    else delete cell.dataset.pasted;
    if (cell.dataset.first === text) for (const name of ["text", "first", "pasted"]) delete cell.dataset[name];
    cell.replaceChildren(text);
    this.mark(cell);
    this.tell();
    this.checkSoon();
    return true;
  }

  mark(cell, errors = []) {
    cell.classList.toggle("is-changed", cell.dataset.text !== undefined);
    cell.classList.toggle("is-wrong", errors.length > 0);
    if (errors.length) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    cell.querySelector(".kk-error")?.remove();
    if (errors.length) cell.append(make("span", { class: "kk-error", text: errors.join(" ") }));
  }

  addRow(cells = {}) {
    const row = make("tr", { "data-key": "" });
    row.append(make("th", { scope: "row", text: this.form.dataset.textNew }));
    for (const field of this.fields) {
      row.append(make("td", { "data-field": field, tabindex: "-1", ...(this.data.heads.find((h) => h.field === field).number ? { class: "kk-number" } : {}) }));
    }
    if (cells.id) row.dataset.id = cells.id.text;
    this.body.append(row);
    return row;
  }

  /** What was changed, as the server reads it; and the rows of the page that it comes from. */
  rows() {
    const found = { rows: [], elements: [] };
    for (const row of this.body.rows) {
      const cells = {};
      for (const cell of row.querySelectorAll("td")) {
        if (cell.dataset.text !== undefined) cells[cell.dataset.field] = { text: cell.dataset.text, pasted: cell.dataset.pasted === "true" };
      }
      if (!Object.keys(cells).length) continue;
      if (row.dataset.id) cells.id = { text: row.dataset.id, pasted: true };
      found.rows.push({ key: row.dataset.key, cells });
      found.elements.push(row);
    }
    return found;
  }

  tell(extra = "") {
    const changed = this.body.querySelectorAll("td.is-changed").length;
    const wrong = this.body.querySelectorAll("td.is-wrong").length;
    const { textChanged, textWrong } = this.form.dataset;
    const says = [extra, changed ? `${changed} ${textChanged}` : "", wrong ? `${wrong} ${textWrong}` : ""];
    this.form.querySelector("[data-says]").textContent = says.filter(Boolean).join("; ");
    this.form.querySelector("[data-save]").disabled = !changed;
  }

  onPaste(event) {
    const cell = event.target.closest?.("td");
    if (!cell || event.target !== cell) return;
    event.preventDefault();
    const pasted = parse(event.clipboardData.getData("text/plain"));
    const [written, left] = this.fill(place(pasted, this.data.heads, cell.cellIndex), cell);
    const { textPasted, textLeft } = this.form.dataset;
    this.said = `${written} ${textPasted}${left ? `; ${left} ${textLeft}` : ""}`;
    this.tell(this.said);
  }

  /** Fill cells from one on: rows of {field: text}, with an id where the paste has one. */
  fill({ rows, left }, from) {
    let written = 0;
    rows.forEach((cells, number) => {
      const known = cells.id ? [...this.body.rows].find((row) => row.dataset.key === cells.id) : undefined;
      const under = cells.id === undefined ? this.body.rows[from.parentElement.sectionRowIndex + number] : undefined;
      let row = known ?? under;
      if (!row && this.form.querySelector("[data-add]")) row = this.addRow(cells.id ? { id: { text: cells.id } } : {});
      for (const [field, text] of Object.entries(cells)) {
        if (field === "id") continue;
        const cell = row?.querySelector(`td[data-field="${field}"]`);
        if (cell && this.write(cell, text, true)) written += 1;
        else left += 1;
      }
    });
    return [written, left];
  }

  checkSoon() {
    clearTimeout(this.timer);
    this.form.dataset.checked = "false";
    this.timer = setTimeout(() => this.check(), MILLISECONDS_BEFORE_CHECK);
  }

  async check() {
    const { rows, elements } = this.rows();
    const body = new FormData(this.form);
    body.set("rows", JSON.stringify(rows));
    try {
      const answer = await fetch(this.form.dataset.check, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show(await answer.json(), elements);
      this.tell(this.said);
    } catch {
      this.tell(this.form.dataset.textOffline);
    }
    this.said = "";
    this.form.dataset.checked = "true";
  }

  show({ wrong, other }, elements) {
    for (const cell of this.body.querySelectorAll("td.is-wrong")) this.mark(cell);
    const rest = [...other];
    for (const [number, fields] of Object.entries(wrong)) {
      for (const [field, texts] of Object.entries(fields)) {
        const cell = elements[number]?.querySelector(`td[data-field="${field}"]`);
        if (cell && !cell.querySelector("input, select")) this.mark(cell, texts);
        else rest.push(...texts);
      }
    }
    this.form.querySelector("[data-other]").replaceChildren(...rest.map((text) => make("li", { text })));
  }

  /** Put back what the server sent back, with what is wrong with it. */
  takeBack() {
    const elements = this.data.pending.map(({ key, cells }) => {
      const row = (key && [...this.body.rows].find((other) => other.dataset.key === key)) || this.addRow(cells);
      for (const [field, { text, pasted }] of Object.entries(cells)) {
        const cell = row.querySelector(`td[data-field="${field}"]`);
        if (cell) this.write(cell, text, pasted);
      }
      return row;
    });
    clearTimeout(this.timer);
    this.show(this.data, elements);
    this.tell();
  }
}
