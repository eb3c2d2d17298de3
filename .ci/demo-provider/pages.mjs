// The pages of the provider: plain, readable on a phone, the same for the eye and the ear.
const TEXTS = {
  nl: {who: 'Wie bent u?', invented: 'Dit is een demonstratie. Iedereen hier is verzonnen.', choose: 'Inloggen als', cancel: 'Annuleren',
    end: 'Wilt u ook hier uitloggen?', yes: 'Uitloggen', ended: 'U bent uitgelogd', wrong: 'Dit ging niet goed'},
  en: {who: 'Who are you?', invented: 'This is a demonstration. Everybody here is invented.', choose: 'Log in as', cancel: 'Cancel',
    end: 'Do you want to log out here too?', yes: 'Log out', ended: 'You are logged out', wrong: 'This did not work'},
};
const STYLE = `body{font:18px/1.5 sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
ul{list-style:none;padding:0}li{border:1px solid #767676;border-radius:.5rem;padding:1rem;margin:0 0 1rem}h2{margin:0;font-size:1.2rem}
button{font:inherit;min-height:44px;padding:.3rem 1rem;border:2px solid #0b4f6c;border-radius:.4rem;background:#0b4f6c;color:#fff}
button.quiet{background:#fff;color:#0b4f6c}button:focus-visible{outline:4px solid #b35900;outline-offset:2px}`;

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
export const languageOf = (wish) => (String(wish || 'nl').startsWith('en') ? 'en' : 'nl');

const page = (language, heading, body) => `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escaped(heading)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(heading)}</h1>${body}</main></body></html>`;

export function whoPage(language, personas, action) {
  const words = TEXTS[language];
  const cards = personas.map((one) => `<li><h2>${escaped(one.name)}</h2><p>${escaped(one[language])}</p><form method="post" action="${action}">
<button name="persona" value="${one.id}" aria-label="${words.choose} ${escaped(one.name)}: ${escaped(one[language])}">${words.choose} ${escaped(one.name)}</button></form></li>`);
  return page(language, words.who, `<p>${words.invented}</p><ul>${cards.join('')}</ul>
<form method="post" action="${action}"><button class="quiet" name="cancel" value="yes">${words.cancel}</button></form>`);
}

export const leavePage = (language, form) => page(language, TEXTS[language].end,
  `${form}<p><button form="op.logoutForm" name="logout" value="yes">${TEXTS[language].yes}</button></p>`);
export const leftPage = (language) => page(language, TEXTS[language].ended, '');
export const wrongPage = (language, error) => page(language, TEXTS[language].wrong, `<p>${escaped(error)}</p>`);
