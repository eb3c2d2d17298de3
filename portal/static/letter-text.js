// Measures a text while it is written, and shows what came of it beside the form.
// Without this script the button "Measure" does the same, and also checks the PDF.
const form = document.querySelector('form[data-measure]');
const report = document.getElementById('report');
const verdict = document.getElementById('verdict');
const pause = 1200; // milliseconds after the last key
let timer;
let asked = 0;

async function measure() {
  asked += 1;
  const mine = asked;
  const answer = await fetch(form.dataset.measure, {
    method: 'POST', body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  // No network, logged out, or something newer was asked: what stands there stays.
  if (!answer || !answer.ok || answer.redirected || mine !== asked) {
    return;
  }
  report.innerHTML = await answer.text();
  const says = report.querySelector('strong').textContent.trim();
  if (verdict.textContent !== says) {
    verdict.textContent = says;
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(measure, pause);
});
