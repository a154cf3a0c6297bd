// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Reads the data that the server wrote into the page, and loads what is no module.

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

const scripts = new Map();

/** Load libraries that are no modules, in this order and each once; paths start at this file. */
export function libraries(...paths) {
  return Promise.all(paths.map((path) => {
    if (!scripts.has(path)) {
      scripts.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.async = false;
        script.src = new URL(path, import.meta.url).href;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => reject(new Error(`${path} did not load`)));
        document.head.append(script);
      }));
    }
    return scripts.get(path);
  }));
}
