// SPDX-FileCopyrightText: 2026 Koppelkans contributors
// SPDX-License-Identifier: EUPL-1.2

// Follows a session. The browser connects anew by itself and says what it saw last; where streams
// do not come through, the same address is asked now and then.

const SECONDS_BETWEEN_ASKING = 3;
const SECONDS_TILL_STREAM_AGAIN = 30;

export function follow(address, { onStand, onLine = () => {} }) {
  let source = null;
  let asking = null;

  function listen() {
    source = new EventSource(address);
    source.addEventListener("open", () => {
      stopAsking();
      onLine(true);
    });
    source.addEventListener("stand", (event) => onStand(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      onLine(false);
      // Closed for good by an answer that is no stream; otherwise the browser tries again.
      if (source.readyState === EventSource.CLOSED) startAsking();
    });
  }

  async function ask() {
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (response.status === 401) location.reload();
      if (!response.ok) throw new Error(String(response.status));
      onStand(await response.json());
      onLine(true);
    } catch {
      onLine(false);
    }
  }

  function startAsking() {
    if (asking) return;
    asking = setInterval(ask, 1000 * SECONDS_BETWEEN_ASKING);
    setTimeout(listen, 1000 * SECONDS_TILL_STREAM_AGAIN);
  }

  function stopAsking() {
    clearInterval(asking);
    asking = null;
  }

  listen();
}
