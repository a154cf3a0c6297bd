// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// A long list to tick in: with a field to search in it, and a count of what is ticked.

/** Let somebody search in a list. */
export function start(list) {
  const search = list.querySelector(".kk-several__search");
  const count = list.querySelector(".kk-several__count");
  const options = [...list.querySelectorAll(".kk-several__options .kk-tick")];
  search.hidden = false;
  const input = search.querySelector("input");
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of options) {
      const text = option.textContent.toLowerCase();
      option.hidden = !words.every((word) => text.includes(word)) && !option.querySelector("input").checked;
    }
  });
  // Enter would send the whole form.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  const tell = () => {
    const chosen = options.filter((option) => option.querySelector("input").checked).length;
    count.textContent = `${chosen} ${count.dataset.text}`;
  };
  list.addEventListener("change", tell);
  // What is chosen stands first, so that it can be seen without looking for it.
  const box = list.querySelector(".kk-several__options");
  box.prepend(...options.filter((option) => option.querySelector("input").checked));
  tell();
}
