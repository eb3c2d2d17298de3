// Moves what stands behind the # of the address into the field for it; it is then no longer in the address.
const field = document.querySelector('input[name="code"]');
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname + location.search);
}
