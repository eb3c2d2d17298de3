// Says that the session is about to end, and prolongs it without losing what was typed.
// Without this script the page says until when somebody is logged in, and what was typed is kept on the server.
const strip = document.getElementById('session-end');
const form = strip.querySelector('form');
const sentence = strip.querySelector('p');
const warning = Number(strip.dataset.warning) * 1000;
const last = new Date(strip.dataset.last);
const windows = 'BroadcastChannel' in window ? new BroadcastChannel('session-end') : null;
const language = document.documentElement.lang;
let ends = new Date(strip.dataset.ends);
let timer;

function wait() {
  clearTimeout(timer);
  const left = ends - Date.now();
  const soon = left <= warning;
  strip.classList.toggle('session-end--soon', soon);
  if (left <= 0) {
    end();
    return;
  }
  if (soon) {
    strip.setAttribute('role', 'alert');
  } else {
    strip.removeAttribute('role');
  }
  // Nothing prolongs the last two minutes of the longest session.
  form.hidden = last - Date.now() <= warning;
  timer = setTimeout(wait, Math.min(soon ? left : left - warning, 60000));
}

function end() {
  form.hidden = true;
  sentence.textContent = strip.dataset.over;
  strip.setAttribute('role', 'alert');
}

function prolong(until, says) {
  if (until > ends) {
    ends = until;
    if (says) {
      sentence.textContent = says;
    }
    wait();
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: 'POST', body: new URLSearchParams(new FormData(form)), headers: {Accept: 'application/json'},
  }).catch(() => null);
  if (!answer) {
    return; // no network: the button stays
  }
  if (answer.ok && !answer.redirected) {
    const {ends: until, says} = await answer.json();
    prolong(new Date(until), says);
    windows?.postMessage({ends: until, says, language});
  } else {
    end();
  }
});

// Another window of this browser was used: the session goes on here too.
windows?.addEventListener('message', ({data}) => {
  if (data.language === language) {
    prolong(new Date(data.ends), data.says);
  }
});
windows?.postMessage({ends: strip.dataset.ends, says: sentence.textContent, language});
document.addEventListener('visibilitychange', wait);
wait();
