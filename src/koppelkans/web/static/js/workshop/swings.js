// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// What the sliders of a question about weights mean, beside the jump that counts most.

export function explainSwings(root) {
  for (const group of root.querySelectorAll("[data-swings]")) {
    const sliders = [...group.querySelectorAll("input[type=range]")];
    const most = Math.max(...sliders.map((slider) => slider.valueAsNumber));
    const first = sliders.find((slider) => slider.valueAsNumber === most);
    for (const slider of sliders) {
      const value = slider.valueAsNumber;
      slider.parentElement.querySelector("output").value = value;
      const told = group.dataset;
      let text = "";
      if (most > 0 && value === 0) text = told.textNone;
      else if (most > 0 && slider === first) text = told.textMost;
      else if (most > 0 && value === most) text = told.textAs.replace("{name}", first.dataset.name);
      else if (most > 0) {
        text = told.textPart.replace("{percent}", Math.round((100 * value) / most))
          .replace("{name}", first.dataset.name);
      }
      slider.closest(".kk-swing").querySelector("[data-means]").textContent = text;
    }
  }
}
