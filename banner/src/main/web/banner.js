/*
 * Volens banner: asks a visitor, keeps the answer, and holds back what needs it. No dependency.
 *
 *   <script src="/banner/banner.js" data-site="itsme-id" data-area="business"></script>
 *
 * Runs as a classic script or as a module; the build wraps it, so nothing here is global. Before a choice it stores nothing and runs
 * nothing. A choice is kept first (cookie), delivered next (outbox, exactly once by its idempotency key), and only then honoured: a
 * server that refuses it because the policy moved on must be able to stop it. A refusal is honoured at once. A server that does not
 * answer is waited for no longer than PATIENCE_MILLIS.
 */
const COOKIE = 'CookieConsent';
const OUTBOX = 'volens-outbox-';
const PATIENCE_MILLIS = 2000;
const ANSWER_MILLIS = 10_000;
const RETRY_MILLIS_MIN = 5000;
const RETRY_MILLIS_MAX = 300_000;
const SAID_MILLIS = 6000;
const HIDDEN_MILLIS = 100;   // a page that nobody sees is not painted
const OUTBOX_ENTRIES_MAX = 20;
const LIFETIME_DAYS_MAX = 396;
const DAY_MILLIS = 86_400_000;
const RECORD = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const SECURE = location.protocol === 'https:' ? '; Secure' : '';
const HELD = '[data-purpose]';
const GOOGLE_TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage'];
// Cookiebot's own mapping of its categories to the types of Consent Mode, by their first two letters.
const COOKIEBOT_CATEGORIES = { ad: 'marketing', an: 'statistics', fu: 'preferences', pe: 'preferences' };

// A module has no document.currentScript.
const tag = document.currentScript ?? document.querySelector('script[data-site][data-area]');
const { site, area, quiet } = tag.dataset;
const address = path => new URL(path, tag.src);

let config;                  // the ledger's answer; undefined until it came
let effective = new Set();   // the purposes that may run now
let settled = '';            // the choice as last told to the page
let unsettled = 0;           // choices made but not yet honoured
let releasing = Promise.resolve();
let delivering = Promise.resolve();
let starting, retry, retryMillis = RETRY_MILLIS_MIN;
let sent = 0, cookieFallback, outboxFallback = {};   // where a browser stores nothing for us, the page remembers
let dialog, notice, handle, said, saidTimer, layer;

// Google goes by the order of this list: the default must stand before anything the page says.
let signalled = googleConsent('default');
(window.dataLayer ??= []).unshift(signalled, google('set', 'ads_data_redaction', true));

const ready = start();

window.volens = Object.freeze({
  /** The choice in force: {record, site, policyVersion, given, refused, decidedAt, gpc, source}, or null. */
  consent,
  open: () => ready.then(open),
  /** on('change' | 'ready', choice => …) returns the function that ends it. Ready is told once, also to those who come late. */
  on(type, listener) {
    const heard = event => listener(event.detail);
    if (type === 'ready' && settled) listener(consent());
    document.addEventListener('volens:' + type, heard);
    return () => document.removeEventListener('volens:' + type, heard);
  },
  acceptAll: () => ready.then(() => decide('accept-all', asked())),
  refuseAll: () => ready.then(() => decide('refuse-all', [])),
});

function start() {
  starting ??= begin().finally(() => { starting = undefined; });
  return starting;
}

async function begin() {
  // What was decided earlier does not wait for a slow ledger either.
  const patience = setTimeout(settle, PATIENCE_MILLIS);
  try {
    config = await configuration();
    adopt();
    obeySignal();
  } catch (unreachable) {
    later();
  }
  clearTimeout(patience);
  const building = config && build();
  await honour();
  if (!config) return;
  await building;
  settle();
  if (location.hash === '#manage') open();
  else if (quiet === undefined && !knows()) show();
}

// ---------------------------------------------------------------- the choice

function consent() {
  const choice = current();
  if (!choice) return null;
  const { record, policy: policyVersion, refused, at: decidedAt, source = 'banner' } = choice;
  return { record, site, policyVersion, given: choice.given.filter(id => fits(id, choice)), refused, decidedAt, gpc: gpc(), source };
}

/** The kept choice, if it is one for this site, this policy, and everything asked here. Unknown policy: what was kept counts. */
function current(kept = readCookie()) {
  const valid = kept?.record && kept.policy && (!config || kept.since === config.askedSince && isFresh(kept.at))
    && asked().every(id => kept.given.includes(id) || kept.refused.includes(id));
  return valid ? kept : null;
}

/** Whether a given purpose may run in this area. While its rules are unknown, only where the choice was made. */
function fits(id, choice) {
  return config ? asked().includes(id) && !isBarred(id) : choice.area === area && (choice.gpc || !gpc());
}

const lifetimeMillis = () => Math.min(config?.lifetimeDays ?? LIFETIME_DAYS_MAX, LIFETIME_DAYS_MAX) * DAY_MILLIS;
const ageMillis = time => Math.max(Date.now() - new Date(time), 0);
const isFresh = time => ageMillis(time) < lifetimeMillis();

/** Whether the visitor needs neither to be asked nor to be told. */
function knows() {
  return current() || config.mode !== 'ask' && readCookie()?.informed === config.askedSince;
}

function asked() {
  return config?.mode === 'ask' ? config.purposes.filter(purpose => !purpose.required).map(purpose => purpose.id) : [];
}

/** Keeps, delivers and honours a decision about everything asked here. Deciding the same again changes nothing. */
function decide(method, wanted) {
  const kept = readCookie();
  const before = current(kept);
  const inForce = before?.given ?? [];
  const given = wanted.filter(id => !isBarred(id));
  const refused = asked().filter(id => !given.includes(id));
  const added = given.filter(id => !inForce.includes(id));
  const taken = inForce.filter(id => method === 'refuse-all' || refused.includes(id));
  const seen = dialog?.open ? layer : 'first';
  const record = kept?.record ?? uuid();
  if (!added.length && !taken.length && (before || !refused.length)) return dialog?.close();
  keep({
    record,
    given: union(inForce, given).filter(id => !taken.includes(id)),
    refused: union(before?.refused ?? [], refused, taken).filter(id => !given.includes(id)),
  }, kept);
  effective = new Set([...effective].filter(id => !refused.includes(id) && !taken.includes(id)));
  dialog.close();
  if (before && !added.length) return withdraw(record, method === 'refuse-all' ? undefined : taken);
  // Under a privacy signal, accepting all is a choice of some.
  sendDecision({ record, layer: seen, method: method === 'accept-all' && refused.length ? 'choose' : method, given, refused });
  return conclude('saved');
}

/** One press takes back everything the record has given, in whatever area it was. */
function withdrawAll() {
  handle.firstChild.focus();
  return decide('refuse-all', []);
}

function withdraw(record, purposes) {
  send(`/api/consents/${record}/withdrawal`, { purposes });
  return conclude('withdrawn');
}

function keep(choice, before) {
  writeCookie({ informed: before?.informed, area, policy: config.policyVersion, since: config.askedSince,
    at: new Date().toISOString(), gpc: gpc(), ...choice });
}

/** What is kept and waits to be delivered is safe; the rest lets the visitor see the banner go first. */
async function conclude(word) {
  unsettled++;
  await new Promise(done => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, HIDDEN_MILLIS);
  });
  unsettled--;
  tellGoogle();
  release();
  erase();
  const delivered = await honour();
  if (current()) say(config.texts[delivered ? word : 'offline']);
}

/** Delivers what waits, then lets run what the kept choice allows. Answers whether everything is delivered. */
async function honour() {
  unsettled++;
  const delivered = await Promise.race([deliver(), new Promise(done => setTimeout(done, PATIENCE_MILLIS))]);
  unsettled--;
  settle();
  return delivered;
}

function settle() {
  if (unsettled) return;
  const choice = consent();
  effective = new Set(choice?.given);
  config?.purposes.forEach(purpose => purpose.required && effective.add(purpose.id));
  if (choice && dialog?.open && layer === 'first') dialog.close();   // decided in another tab
  if (handle) handle.lastChild.hidden = !current()?.given.length;
  const now = JSON.stringify(choice);
  tellGoogle(settled ? now !== settled : choice);
  release();
  erase();
  if (now === settled) return;
  const first = !settled;
  settled = now;
  document.dispatchEvent(new CustomEvent(first ? 'volens:ready' : 'volens:change', { detail: choice }));
  if (first) new MutationObserver(watch).observe(document, { childList: true, subtree: true });
}

const union = (...lists) => [...new Set(lists.flat())];

// ---------------------------------------------------------------- signals

/** Global Privacy Control: as the page is told, or as the ledger saw it in the request. */
const gpc = () => !!(navigator.globalPrivacyControl || config?.gpc);
const isBarred = id => gpc() && config.refusedByGpc.includes(id);

/** A signal that came after the choice takes back what it refuses. */
function obeySignal() {
  const choice = current();
  const taken = choice?.given.filter(isBarred) ?? [];
  if (!taken.length) return;
  keep({ ...choice, gpc: true, given: choice.given.filter(id => !isBarred(id)), refused: union(choice.refused, taken) }, choice);
  send(`/api/consents/${choice.record}/withdrawal`, { purposes: taken });
}

function tellGoogle(always) {
  const update = googleConsent('update');
  if (always || GOOGLE_TYPES.some(type => update[2][type] !== signalled[2][type])) dataLayer.push(signalled = update);
}

/** Google Consent Mode v2: what the purposes that may run now grant. */
function googleConsent(command) {
  const granted = config?.purposes.flatMap(({ id, consentMode }) => effective.has(id) ? consentMode : []) ?? [];
  return google('consent', command, {
    ...Object.fromEntries(GOOGLE_TYPES.map(type => [type, granted.includes(type) ? 'granted' : 'denied'])),
    security_storage: 'granted',
    ...command === 'default' && { wait_for_update: 500 },
  });
}

/** Google reads nothing but arguments objects. */
function google() {
  return arguments;
}

/** A choice made in Cookiebot's banner is honoured, and told to the ledger as what it is: attested by somebody else. */
function adopt() {
  const foreign = readCookie()?.foreign;
  if (!foreign || !asked().length || !isFresh(foreign.utc)) return;
  const given = config.purposes.filter(({ id, required, consentMode }) => !required && !isBarred(id) && (consentMode.length
    ? consentMode.every(type => foreign[COOKIEBOT_CATEGORIES[type.slice(0, 2)]] === true) : foreign[id] === true)).map(({ id }) => id);
  const choice = { record: uuid(), given, refused: asked().filter(id => !given.includes(id)) };
  keep({ ...choice, at: new Date(foreign.utc).toISOString(), source: 'cookiebot' }, readCookie());
  if (config.evidence) sendDecision({ ...choice, layer: 'first', method: 'foreign' }, { source: 'cookiebot', ...foreign });
}

/** Keys without quotes, values in single ones: no JSON. Only what was pressed counts; what was implied is no choice. */
function readCookiebot(text) {
  const read = {};
  for (const [, key, quoted, bare] of text.matchAll(/(\w+):(?:'([^']*)'|([\w.]+))/g)) read[key] = quoted ?? JSON.parse(bare);
  const { stamp, method, ver, utc, region, ...said } = read;
  const [preferences, statistics, marketing] = ['preferences', 'statistics', 'marketing'].map(category => said[category] === true);
  // Parts that are missing or empty are left out.
  return method === 'explicit' && Number.isInteger(utc)
    ? { stamp, method, ver, utc, region: region || undefined, preferences, statistics, marketing } : undefined;
}

// -------------------------------------------------------- what is held back

/** Scripts run once, in document order, each after the one before has loaded. Frames and pixels come and go with the choice. */
function release() {
  for (const held of document.querySelectorAll(`iframe${HELD}[data-src], img${HELD}[data-src]`)) {
    const may = effective.has(held.dataset.purpose);
    if (may && !held.hasAttribute('src')) held.src = held.dataset.src;
    if (!may && held.hasAttribute('src')) held.removeAttribute('src');
  }
  releasing = releasing.then(async () => {
    for (const held of document.querySelectorAll(`script[type="text/plain"]${HELD}`)) {
      if (effective.has(held.dataset.purpose)) await run(held);
    }
  });
}

/** A busy page changes often; only what may hold something back is looked at. */
function watch(changes) {
  if (changes.some(({ addedNodes }) => [...addedNodes].some(node => node.matches?.(HELD) || node.querySelector?.(HELD)))) release();
}

function run(held) {
  const script = document.createElement('script');
  for (const { name, value } of held.attributes) if (name !== 'type') script.setAttribute(name, value);
  if (held.dataset.type) script.type = held.dataset.type;
  if (held.dataset.src) script.src = held.dataset.src;
  script.nonce = held.nonce;
  script.textContent = held.textContent;
  return new Promise(done => {
    script.onload = script.onerror = done;
    held.replaceWith(script);
    if (!script.src) done();
  });
}

/** What the register names for a refused purpose, and for no other, leaves the device, as far as a page of this host can reach it. */
function erase() {
  const choice = current();
  if (!choice || !config) return;
  const named = (kind, name, refused) => config.storage.some(it => it.kind === kind && choice.refused.includes(it.purpose) === refused
    && it.names.some(pattern => matches(pattern, name)));
  const doomed = (kind, names) => names.filter(name => named(kind, name, true) && !named(kind, name, false));
  doomed('cookie', document.cookie.split('; ').map(pair => pair.split('=')[0])).forEach(expire);
  for (const kind of ['local', 'session']) {
    try {
      const storage = window[kind + 'Storage'];
      doomed(kind + '-storage', Object.keys(storage)).forEach(name => storage.removeItem(name));
    } catch (unavailable) {
      // Nothing can be kept there either.
    }
  }
}

const matches = (pattern, name) => new RegExp(`^${pattern.split('*').map(part => part.replace(/\W/g, '\\$&')).join('.*')}$`).test(name);

/** A page cannot see under which path and domain a cookie was set, so it tries all it could be. */
function expire(name) {
  const labels = location.hostname.split('.');
  const domains = ['', ...labels.map((label, at) => '; Domain=' + labels.slice(at).join('.'))];
  const steps = location.pathname.split('/').slice(1);
  const paths = steps.flatMap((step, at) => ['/' + steps.slice(0, at).join('/'), `/${steps.slice(0, at + 1).join('/')}/`]);
  for (const domain of domains) {
    for (const path of ['/', location.pathname, ...paths]) document.cookie = `${name}=; Max-Age=0; Path=${path}${domain}${SECURE}`;
  }
}

// ------------------------------------------------------------ the ledger

async function configuration(cache) {
  const wanted = [document.documentElement.lang, ...navigator.languages].map(lang => lang.slice(0, 2).toLowerCase()).filter(Boolean);
  const fetchIn = async lang => {
    const answer = await fetch(address(`/api/sites/${site}/areas/${area}/banner?lang=${lang}`),
      { cache, credentials: 'omit', signal: AbortSignal.timeout(ANSWER_MILLIS) });
    if (!answer.ok) throw new Error(`volens: no banner for ${site}/${area} (${answer.status})`);
    return answer.json();
  };
  const found = await fetchIn(wanted[0]);
  const best = wanted.find(lang => found.languages.includes(lang)) ?? found.language;
  return best === found.language ? found : fetchIn(best);
}

/** With the policy's snapshot, unchanged, as proof of what was shown. */
function sendDecision(decision, evidence) {
  const { policyVersion, snapshot } = config;
  send('/api/consents', { policyVersion, ...snapshot && { snapshot }, ...decision }, evidence);
}

function send(path, body, evidence) {
  const idempotencyKey = uuid();
  const entry = JSON.stringify({ path, body: { site, area, language: config.language, ...body,
    ...config.evidence && { evidence: { clientTime: new Date().toISOString(), gpc: gpc(), ...evidence } }, idempotencyKey } });
  // A key for each: tabs that write at the same time lose nothing. In the order of time.
  const key = OUTBOX + (Date.now() * 100 + sent++ % 100) + '-' + idempotencyKey;
  try {
    localStorage.setItem(key, entry);
  } catch (unavailable) {
    outboxFallback[key] = entry;
  }
  outbox().slice(0, -OUTBOX_ENTRIES_MAX).forEach(drop);
}

function outbox() {
  const waiting = { ...outboxFallback };
  try {
    Object.assign(waiting, localStorage);
  } catch (unavailable) {
    // The page remembers.
  }
  return Object.entries(waiting).filter(([key]) => key.startsWith(OUTBOX)).sort();
}

function drop([key]) {
  delete outboxFallback[key];
  try {
    localStorage.removeItem(key);
  } catch (unavailable) {
    // It was not there.
  }
}

/** What somebody else damaged must not hold up the rest. */
function read(entry) {
  try {
    return JSON.parse(entry[1]) ?? {};
  } catch (damaged) {
    return {};
  }
}

/** Posts the outbox in order, one at a time; two tabs may post the same entry, its key makes it one. */
function deliver() {
  delivering = delivering.then(deliverAll).catch(later);
  return delivering;
}

async function deliverAll() {
  for (let entry; (entry = outbox()[0]);) {
    const { path, body } = read(entry);
    if (!body) {
      drop(entry);
      continue;
    }
    const answer = await fetch(address(path), {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
      credentials: 'omit', keepalive: true, signal: AbortSignal.timeout(ANSWER_MILLIS),
    }).catch(() => ({ status: 503 }));
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
      later();
      return false;
    }
    drop(entry);
    if (answer.status >= 400 && body.policyVersion) await refusedByServer(answer, body);
  }
  retryMillis = RETRY_MILLIS_MIN;
  return true;
}

/** A choice that the ledger does not take is no choice: it is forgotten, and asked again if what was shown is not what holds. */
async function refusedByServer(answer, { policyVersion }) {
  const kept = readCookie();
  if (kept?.policy === policyVersion) writeCookie({ ...kept, policy: '' });
  const { type } = await answer.json().catch(() => ({}));
  if (!/stale|forged/.test(type)) return console.warn(`volens: the choice was not taken (${answer.status} ${type})`);
  config = await configuration('reload').catch(() => config);
  if (dialog && !knows()) show();
}

function later() {
  clearTimeout(retry);
  retry = setTimeout(again, retryMillis);
  retryMillis = Math.min(retryMillis * 2, RETRY_MILLIS_MAX);
}

function again() {
  if (!config) return start();
  return outbox().length ? honour() : settle();
}

addEventListener('online', again);
addEventListener('pageshow', event => event.persisted && again());
document.addEventListener('visibilitychange', () => document.hidden || ready.then(again));
addEventListener('hashchange', () => location.hash === '#manage' && ready.then(open));
document.addEventListener('click', event => {
  if (event.target.closest?.('[data-volens-open], [href="#manage"]')) {
    event.preventDefault();
    ready.then(open);
  }
});

// ---------------------------------------------------------- what is stored

/** Ours for this site; else what Cookiebot left, as {foreign}. Both can be there, under different domains. */
function readCookie() {
  const found = document.cookie.split('; ').filter(pair => pair.startsWith(COOKIE + '=')).map(pair => parse(pair.slice(COOKIE.length + 1)));
  return found.find(kept => kept?.site === site) ?? cookieFallback ?? found.find(kept => kept?.foreign);
}

function parse(value) {
  try {
    const text = decodeURIComponent(value);
    const kept = /^{\w/.test(text) ? { foreign: readCookiebot(text) } : JSON.parse(text);
    return whole(kept) ? kept : undefined;
  } catch (damaged) {
    return undefined;
  }
}

/** Either no choice, or one in which nothing is missing: a damaged one must not stop the asking, nor be sent with every answer. */
function whole({ record, given, refused }) {
  return record === undefined || RECORD.test(record) && [given, refused].every(Array.isArray);
}

function writeCookie(kept) {
  cookieFallback = { ...kept, v: 1, site };
  const seconds = Math.round((lifetimeMillis() - (kept.at ? ageMillis(kept.at) : 0)) / 1000);
  document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify(cookieFallback))}; Path=/; SameSite=Lax; Max-Age=${seconds}${SECURE}`;
  if (document.cookie.includes(COOKIE + '=')) cookieFallback = undefined;
}

/** Version 4; crypto.randomUUID exists only on secure origins. */
function uuid() {
  return crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,
    digit => (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16));
}

// ------------------------------------------------------------- what is seen

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** Plain buttons with names that stay: people's own agents look for them. */
const button = (id, text, onclick, className = 'volens-button') =>
  element('button', { type: 'button', id: 'volens-' + id, className, onclick }, text);

async function build() {
  if (document.readyState === 'loading') await new Promise(done => addEventListener('DOMContentLoaded', done));
  const style = element('link', { rel: 'stylesheet', href: address('banner.css') });
  await new Promise(done => {
    style.onload = style.onerror = done;
    document.head.append(style);
  });
  const { texts } = config;
  dialog = element('dialog', { className: 'volens-panel', 'aria-labelledby': 'volens-title', onkeydown: trap });
  // However it is closed, by × or Esc or the browser: without a choice, closing refuses.
  dialog.onclose = () => current() || decide('close', []);
  notice = element('section', { className: 'volens-panel', 'aria-label': texts.informTitle, 'aria-live': 'polite',
    onkeydown: event => event.key === 'Escape' && informed() });
  handle = element('div', { className: 'volens-handle' }, button('reopen', texts.handle, open, ''), button('withdraw', texts.withdraw, withdrawAll, ''));
  said = element('p', { className: 'volens-said', role: 'status' });
  document.body.append(element('div', { id: 'volens', lang: config.language }, notice, handle, said, dialog));
}

function policyLink() {
  return element('a', { href: address(config.policyUrl) }, config.texts.policy);
}

/** Asks or informs, because nobody did yet under this policy. */
function show() {
  if (config.mode === 'ask') ask('first');
  else inform();
}

/** Opened by hand: a choice that exists is shown in full. */
function open() {
  if (!config) return;
  if (config.mode === 'ask') return ask(current() ? 'second' : 'first');
  inform();
  notice.firstChild.focus();
}

function inform() {
  const { texts } = config;
  notice.replaceChildren(
    element('h2', { tabIndex: -1 }, texts.informTitle),
    element('p', null, texts.informText),
    policyLink(),
    element('div', { className: 'volens-actions' }, button('understood', texts.understood, informed)));
}

function informed() {
  writeCookie({ ...readCookie(), informed: config.askedSince });
  notice.replaceChildren();
  handle.firstChild.focus();
}

function ask(which) {
  layer = which;
  const { texts } = config;
  const choice = current();
  const first = which === 'first';
  const outdated = !choice && readCookie()?.record && readCookie().since !== config.askedSince;
  const barred = config.purposes.filter(({ id }) => isBarred(id)).map(({ name }) => name).join(', ');
  const heading = element('h2', { id: 'volens-title', tabIndex: -1, autofocus: true }, first ? texts.title : texts.detailsTitle);
  dialog.replaceChildren(...[
    heading,
    first && outdated && element('p', { className: 'volens-note' }, texts.changed),
    ...first ? [element('p', null, texts.intro), barred && element('p', { className: 'volens-note' }, `${texts.gpc}: ${barred}`), policyLink()]
      : [element('div', { className: 'volens-scroll' }, choice ? receipt(choice) : element('p', null, texts.detailsIntro),
        ...config.purposes.map(purpose => purposeRow(purpose, choice)), policyLink())],
    element('div', { className: 'volens-actions' },
      button('accept', texts.acceptAll, () => decide('accept-all', asked())),
      button('refuse', texts.refuseAll, () => decide('refuse-all', [])),
      first ? button('choose', texts.choose, () => ask('second')) : button('save', texts.save, save)),
    !first && !choice && button('back', texts.back, () => ask('first'), ''),
    button('close', '×', () => dialog.close(), ''),
  ].filter(Boolean));
  dialog.lastChild.setAttribute('aria-label', choice ? texts.keep : texts.close);
  if (dialog.open) heading.focus();
  else dialog.showModal();
}

function purposeRow({ id, name, explanation, required, trackers }, choice) {
  const { texts } = config;
  const described = 'volens-about-' + id;
  const settled = required ? texts.alwaysOn : isBarred(id) && texts.gpc;
  return element('div', { className: 'volens-purpose' },
    element('label', null, element('strong', null, name), settled
      ? element('small', null, settled)
      : element('input', { type: 'checkbox', role: 'switch', value: id, checked: !!choice?.given.includes(id),
        'aria-describedby': described })),
    element('p', { id: described }, explanation),
    trackers.length && element('details', null,
      element('summary', null, `${texts.trackers} (${trackers.length})`),
      element('ul', null, ...trackers.map(tracker => element('li', null, element('strong', null, tracker.name),
        element('p', null, tracker.explanation),
        element('small', null, `${texts.provider} ${tracker.provider} · ${texts.lifetime} ${tracker.lifetime} · ${tracker.technique}`))))));
}

function receipt({ at, record }) {
  const { texts, language } = config;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
  return element('p', { className: 'volens-receipt' }, texts.decidedOn.replace('{date}', date), element('br'),
    texts.reference + ' ', element('code', null, record),
    ...texts.preferences && !outbox().length ? [element('br'), preferencesLink(record)] : []);
}

/** To the record's own page, once the ledger knows it. A policy published before there was one has no words for it. */
function preferencesLink(record) {
  return element('a', { href: address(`/preferences/${record}?lang=${config.language}`) }, config.texts.preferences);
}

function save() {
  decide('choose', [...dialog.querySelectorAll('input:checked')].map(input => input.value));
}

/** A modal dialog keeps the page out; this keeps Tab from leaving for the browser's own buttons. */
function trap(event) {
  if (event.key !== 'Tab') return;
  const stops = [...dialog.querySelectorAll('a, button, input, summary')];
  const edge = event.shiftKey ? [stops[0], dialog.querySelector('h2')] : [stops.at(-1)];
  if (!edge.includes(document.activeElement)) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0).focus();
}

function say(text) {
  said.textContent = text;
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { said.textContent = ''; }, SAID_MILLIS);
}
