/* Addresses of the old planner carry their meaning behind the "#", which never reaches the server. */
(() => {
  const script = document.currentScript;
  const [, what = '', key = ''] = location.hash.split('/');
  const product = what.toUpperCase();
  if (what === 'cancel' && /^[0-9a-f]{32}$/.test(key)) {
    location.replace(`${script.dataset.visit}/${key}`);
  } else if (/^[A-Z]{2,8}$/.test(product) && what !== 'cancel') {
    location.replace(`${script.dataset.plan}?product=${product}`);
  }
})();
