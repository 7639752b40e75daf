// Keeps the sign fresh without a flash, and keeps the last picture when the network is away. Without this script the page
// comes again by itself (a refresh in <noscript>), but a screen that met an error once would stay on it for the day.

const pause = () => Number(document.body.dataset.refresh || 30) * 1000;
const retry = 10_000;
let next;

async function turn() {
  clearTimeout(next);
  let wait = retry;
  try {
    const answer = await fetch(document.body.dataset.next, { cache: 'no-cache', redirect: 'error' });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
      if (fresh.classList.contains('sign')) {
        document.body.replaceChildren(...fresh.childNodes);
        Object.assign(document.body.dataset, { ...fresh.dataset });
        wait = pause();
      }
    }
  } catch { /* the network is away: what stands there is still true enough */ }
  clearTimeout(next);
  next = setTimeout(turn, wait);
}

next = setTimeout(turn, pause());
addEventListener('online', turn);
