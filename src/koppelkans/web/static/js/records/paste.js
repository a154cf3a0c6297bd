// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// What a spreadsheet puts on the clipboard: cells between tabs, some of them between quotes.

/** Return the cells of a text in rows. */
export function parse(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) {
      // A quote in the middle of a cell is just a quote.
      const plain = /([^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
      plain.lastIndex = start;
      const [, value, end] = plain.exec(text);
      rows.at(-1).push(value);
      cell.lastIndex = plain.lastIndex;
      if (end && end !== "\t") rows.push([]);
      continue;
    }
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] && found[3] !== "\t") rows.push([]);
    else if (found[3] === "\t" && cell.lastIndex === text.length) rows.at(-1).push("");
  }
  if (rows.at(-1).length === 0) rows.pop();
  return rows;
}

const simplify = (text) => text.replaceAll("*", " ").trim().split(/\s+/).join(" ").toLowerCase();

/** Return rows of {field: text}: by the headers in the first row, or else from a column on. */
export function place(rows, heads, from) {
  const byHeader = rows.length ? rows[0].map((text) => heads.find((head) => head.headers.includes(simplify(text)))?.field) : [];
  const known = byHeader.filter(Boolean).length;
  const hasHeaders = rows.length > 1 && known >= 2 && known >= rows[0].length / 2;
  const fields = hasHeaders ? byHeader : heads.slice(from).map((head) => head.field);
  let left = 0;
  const placed = (hasHeaders ? rows.slice(1) : rows).map((row) => {
    const cells = {};
    row.forEach((text, number) => {
      if (fields[number]) cells[fields[number]] = text;
      else if (text.trim()) left += 1;
    });
    return cells;
  });
  return { rows: placed, left };
}
