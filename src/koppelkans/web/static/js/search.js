// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Arrow keys go from the search box through what was found and back; typing goes on in the box.

const box = document.getElementById("zoekvraag");
const found = document.getElementById("gevonden");

function links() {
  return [box, ...found.querySelectorAll("a")];
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = links();
  const here = all.indexOf(document.activeElement);
  if (!step || here < 0 || !all[here + step]) return;
  event.preventDefault();
  all[here + step].focus();
});

if (box.value) box.setSelectionRange(box.value.length, box.value.length);
else box.focus();
