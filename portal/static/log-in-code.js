// The picture on the letter leads here with the code behind the "#", which browsers do not send: no log knows it.
// It moves into the field and leaves the address. Without this script people type the code. Both for the code of a
// log-in and for the code by which a letter shows that it is real.
const field = document.getElementById('code');
const found = decodeURIComponent(location.hash.slice(1));

if (/^[0-9A-Za-z-]{13,15}$/.test(found)) {
  field.value = found.replace(/^(.{4})-?(.{4})-?/, '$1-$2-');
  history.replaceState(null, '', location.pathname + location.search);
}

// A code works once: pressing the button twice must not use it up and then refuse it.
let sent = false;
document.querySelector('form.once').addEventListener('submit', (event) => {
  if (sent) {
    event.preventDefault();
  }
  sent = true;
});
window.addEventListener('pageshow', () => {
  sent = false;
});
