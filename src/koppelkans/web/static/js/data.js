// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Reads the data that the server wrote into the page.

/** Return the JSON that belongs to an element. */
export function dataOf(element) {
  return JSON.parse(document.getElementById(element.dataset.source).textContent);
}

/** Make an element with text, attributes and children. */
export function make(name, { text, children = [], ...attributes } = {}) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
