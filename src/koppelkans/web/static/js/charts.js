// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Charts from Vega-Lite specifications, evaluated without eval.

/* global vegaEmbed */
import { libraries } from "./data.js";

const VEGA = ["vega/vega", "vega-lite/vega-lite", "vega-embed/vega-embed"];

/** Draw the chart of an element. */
export async function start(element) {
  const spec = JSON.parse(document.getElementById(element.dataset.source).textContent);
  await libraries(...VEGA.map((name) => `../vendor/${name}.min.js`));
  // This module looks for Vega as soon as it is there itself.
  const { expressionInterpreter } = await import("../vendor/vega-interpreter/vega-interpreter.js");
  await document.fonts.load('400 12px "Source Sans 3"');
  await vegaEmbed(element, spec, {
    actions: false, renderer: "svg", ast: true, expr: expressionInterpreter,
    defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
  element.dataset.drawn = "true";
}
