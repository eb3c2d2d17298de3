// Says that the session is about to end, and prolongs it without losing what was typed.
// Without this script the page says until when somebody is logged in, and what was typed is kept on the server.
const strip = document.getElementById('session-end');
const form = strip.querySelector('form');
const sentence = strip.querySelector('p');
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Amsterdam',
});
let ends = new Date(strip.dataset.ends);
let timer;

function wait() {
  clearTimeout(timer);
  const left = ends - Date.now() - Number(strip.dataset.warning) * 1000;
  strip.hidden = left > 0;
  if (left > 0) {
    timer = setTimeout(wait, Math.min(left, 60000));
  } else {
    strip.setAttribute('role', 'alert');
  }
}

function show(until) {
  sentence.textContent = sentence.textContent.replace(clock.format(ends), clock.format(until));
  ends = until;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: 'POST', body: new URLSearchParams(new FormData(form)), headers: {Accept: 'application/json'},
  }).catch(() => null);
  if (answer && answer.ok && !answer.redirected) {
    show(new Date((await answer.json()).ends));
    wait();
  } else {
    form.submit();
  }
});

document.addEventListener('visibilitychange', wait);
wait();
