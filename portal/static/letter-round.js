// Shows how far the judging of letters is, while it goes on.
// Without this script the same stands on the page each time that it is opened.
const round = document.getElementById('round');
const verdict = document.getElementById('round-verdict');
const pause = 4000; // milliseconds between two looks

async function look() {
  const answer = await fetch(round.dataset.round).catch(() => null);
  // No network, or logged out: what stands there stays.
  if (!answer || !answer.ok || answer.redirected) {
    return;
  }
  const found = document.createElement('div');
  found.innerHTML = await answer.text();
  if (found.querySelector('[data-asked]')) {
    document.getElementById('round-lines').replaceWith(found.querySelector('#round-lines'));
    setTimeout(look, pause);
    return;
  }
  const focused = round.contains(document.activeElement);
  round.innerHTML = found.innerHTML;
  verdict.textContent = round.querySelector('[data-says]')?.textContent.trim() ?? '';
  if (focused) {
    round.focus();
  }
}

setTimeout(look, pause);
