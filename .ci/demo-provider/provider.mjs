// Three providers of invented log-ins in one process: for citizens, for companies, for staff. It serves this machine only.
//   node provider.mjs --portal http://127.0.0.1:8000 --keys FOLDER [--host 127.0.0.1] [--port 8010]
import {createHash, createPublicKey, generateKeyPairSync, randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import Provider, {errors} from 'oidc-provider';
import {languageOf, leavePage, leftPage, whoPage, wrongPage} from './pages.mjs';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]', '::1'];
const {values: told} = parseArgs({options: {
  portal: {type: 'string'}, keys: {type: 'string'}, host: {type: 'string', default: '127.0.0.1'}, port: {type: 'string', default: '8010'},
}});
const portal = new URL(told.portal ?? 'http://127.0.0.1:8000');
if (!LOOPBACK.includes(told.host) || !LOOPBACK.includes(portal.hostname)) {
  console.error('This provider invents people: it serves this machine only, and a portal on this machine only.');
  process.exit(2);
}
const base = `http://${told.host}:${told.port}`;
const personas = JSON.parse(readFileSync(new URL('personas.json', import.meta.url), 'utf8'));
const secret = randomBytes(32).toString('hex');
const newKey = () => generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey;

// The portal's private key, made here because a demonstration has nobody else to make it; the provider keeps the public half.
function publicHalf(kind) {
  const file = join(told.keys, `${kind}.pem`);
  mkdirSync(told.keys, {recursive: true});
  if (!existsSync(file)) writeFileSync(file, newKey().export({type: 'pkcs8', format: 'pem'}), {mode: 0o600});
  return {...createPublicKey(readFileSync(file)).export({format: 'jwk'}), alg: 'ES256', use: 'sig'};
}

function configuration(kind) {
  const people = personas[kind];
  const claims = [...new Set(people.flatMap((one) => Object.keys(one.claims)))];
  return {
    clients: [{
      client_id: `portal-${kind}`, redirect_uris: [new URL(`/login/back/${kind}`, portal).href], response_types: ['code'],
      grant_types: ['authorization_code'], token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256',
      jwks: {keys: [publicHalf(kind)]}, id_token_signed_response_alg: 'ES256', subject_type: 'pairwise',
      post_logout_redirect_uris: [new URL('/logged-out', portal).href],
      backchannel_logout_uri: new URL(`/login/ended/${kind}`, portal).href, backchannel_logout_session_required: true,
    }],
    jwks: {keys: [{...newKey().export({format: 'jwk'}), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex')}]},
    cookies: {keys: [secret], names: {interaction: `${kind}_asked`, resume: `${kind}_resume`, session: `${kind}_provider`}},
    responseTypes: ['code'], clientAuthMethods: ['private_key_jwt'],
    acrValues: [...new Set(people.map((one) => one.acr))], subjectTypes: ['pairwise'], scopes: ['openid'],
    claims: {openid: ['sub', ...claims]}, conformIdTokenClaims: false, clientBasedCORS: () => false,
    pairwiseIdentifier: (ctx, accountId) => createHash('sha256').update(`${kind} ${accountId}`).digest('hex'),
    findAccount: (ctx, id) => ({accountId: id, claims: () => ({sub: id, ...people.find((one) => one.id === id)?.claims})}),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId});
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    interactions: {url: (ctx, interaction) => `${base}/${kind}/who/${interaction.uid}`},
    ttl: {AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 1800, Grant: 3600, Session: 3600},
    renderError: (ctx, out) => { ctx.type = 'html'; ctx.body = wrongPage('en', `${out.error}: ${out.error_description ?? ''}`); },
    fetch: (url, {dispatcher, ...options}) => globalThis.fetch(url, options), // what is left out refuses to call this machine
    features: {
      devInteractions: {enabled: false}, backchannelLogout: {enabled: true}, claimsParameter: {enabled: false},
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => { ctx.body = leavePage(languageOf(ctx.oidc.params?.ui_locales), form); },
        postLogoutSuccessSource: (ctx) => { ctx.body = leftPage('nl'); },
      },
    },
  };
}

async function ask(provider, kind, request, response) {
  const {params} = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(whoPage(languageOf(params.ui_locales), personas[kind], request.originalUrl));
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const one = personas[kind].find(({id}) => id === new URLSearchParams(body).get('persona'));
  const answer = one ? {login: {accountId: one.id, acr: one.acr, remember: false}}
    : {error: 'access_denied', error_description: 'the person stopped'};
  await provider.interactionFinished(request, response, answer, {mergeWithLastSubmission: false});
}

const providers = Object.fromEntries(Object.keys(personas).map((kind) => [kind, new Provider(`${base}/${kind}`, configuration(kind))]));
for (const provider of Object.values(providers)) {
  provider.on('backchannel.error', (ctx, error) => console.error(`The portal did not end a session: ${error.cause?.message ?? error.message}`));
}
createServer((request, response) => {
  const [, kind, what] = request.url.split(/[/?]/);
  if (!Object.hasOwn(providers, kind)) return response.writeHead(404).end();
  Object.assign(request, {originalUrl: request.url, url: request.url.slice(kind.length + 1) || '/'});
  if (what !== 'who') return providers[kind].callback()(request, response);
  return ask(providers[kind], kind, request, response).catch((error) => {
    response.writeHead(error instanceof errors.OIDCProviderError ? 400 : 500, {'Content-Type': 'text/html; charset=utf-8'});
    response.end(wrongPage('nl', error.message));
  });
}).listen(Number(told.port), told.host, () => console.log(`Invented log-ins at ${base}`));
