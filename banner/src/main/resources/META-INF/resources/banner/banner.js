/*
 * Volens banner: asks a visitor, keeps the answer, and holds back what needs it. No dependency, no build.
 *
 *   <script type="module" src="/banner/banner.js" data-site="itsme-id" data-area="business"></script>
 *
 * Before a choice it stores nothing and runs nothing. A choice is kept first (cookie), delivered next (outbox, exactly once by its
 * idempotency key), and only then honoured: a server that refuses it because the policy moved on must be able to stop it. A refusal
 * is honoured at once. A server that does not answer is waited for no longer than PATIENCE_MILLIS.
 */
const COOKIE = 'CookieConsent';
const OUTBOX = 'volens-outbox';
const PATIENCE_MILLIS = 2000;
const ANSWER_MILLIS = 10_000;
const RETRY_MILLIS_MIN = 5000;
const RETRY_MILLIS_MAX = 300_000;
const SAID_MILLIS = 6000;
const OUTBOX_ENTRIES_MAX = 20;
const RECORD = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

// A module has no document.currentScript; its own address finds its tag.
const tags = [...document.querySelectorAll('script[data-site][data-area]')];
const { site, area, quiet } = (tags.find(tag => tag.src === import.meta.url) ?? tags[0]).dataset;
const address = path => new URL(path, import.meta.url);

let config;                  // the ledger's answer; undefined until it came
let effective = new Set();   // the purposes that may run now
let settled = '';            // the choice as last told to the page
let unsettled = 0;           // choices made but not yet honoured
let releasing = Promise.resolve();
let delivering = Promise.resolve();
let starting, retry, retryMillis = RETRY_MILLIS_MIN;
let cookieFallback, outboxFallback = [];   // where a browser stores nothing for us, the page remembers
let dialog, notice, handle, said, saidTimer, layer;

const ready = start();

window.volens = Object.freeze({
  /** The choice in force: {record, site, policyVersion, given, refused, decidedAt}, or null. */
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
  try {
    config = await configuration();
    await build();
  } catch (unreachable) {
    later();
  }
  await honour();
  if (!config) return;
  if (location.hash === '#manage') open();
  else if (quiet === undefined && !knows()) show();
}

// ---------------------------------------------------------------- the choice

function consent() {
  const choice = current();
  if (!choice) return null;
  const { record, policy: policyVersion, given, refused, at: decidedAt } = choice;
  return { record, site, policyVersion, given, refused, decidedAt };
}

/** The kept choice, if it is one for this site, this policy, and everything asked here. Unknown policy: what was kept counts. */
function current() {
  const kept = readCookie();
  const valid = kept?.record && kept.policy && (!config || kept.policy === config.policyVersion)
    && asked().every(id => kept.given.includes(id) || kept.refused.includes(id));
  return valid ? kept : null;
}

/** Whether the visitor needs neither to be asked nor to be told. */
function knows() {
  return current() || config.mode !== 'ask' && readCookie()?.informed === config.policyVersion;
}

function asked() {
  return config?.mode === 'ask' ? config.purposes.filter(purpose => !purpose.required).map(purpose => purpose.id) : [];
}

/** Keeps, delivers and honours a decision about everything asked here. Deciding the same again changes nothing. */
function decide(method, given) {
  const purposes = asked();
  if (!purposes.length) return;
  const before = current();
  const inForce = before?.given ?? [];
  const refused = purposes.filter(id => !given.includes(id));
  const added = given.filter(id => !inForce.includes(id));
  const taken = inForce.filter(id => method === 'refuse-all' || refused.includes(id));
  const seen = dialog.open ? layer : 'first';
  const record = readCookie()?.record ?? uuid();
  if (before && !added.length && !taken.length) return dialog.close();
  keep({
    record,
    given: union(inForce, given).filter(id => !taken.includes(id)),
    refused: union(before?.refused ?? [], refused, taken).filter(id => !given.includes(id)),
  });
  dialog.close();
  if (before && !added.length) return withdraw(record, method === 'refuse-all' ? undefined : taken);
  send('/api/consents', { record, policyVersion: config.policyVersion, layer: seen, method, given, refused });
  return conclude('saved');
}

/** One press takes back everything the record has given, in whatever area it was. */
function withdrawAll() {
  const { record, given, refused } = current();
  keep({ record, given: [], refused: union(refused, given) });
  handle.firstChild.focus();
  return withdraw(record);
}

function withdraw(record, purposes) {
  send(`/api/consents/${record}/withdrawal`, { purposes });
  return conclude('withdrawn');
}

function keep(choice) {
  writeCookie({ ...choice, informed: readCookie()?.informed, area, policy: config.policyVersion, at: new Date().toISOString() });
}

async function conclude(word) {
  const { given } = current();
  effective = new Set([...effective].filter(id => given.includes(id) || isRequired(id)));
  release();
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
  release();
  if (choice && dialog?.open && layer === 'first') dialog.close();   // decided in another tab
  if (handle) handle.lastChild.hidden = !choice?.given.length;
  const now = JSON.stringify(choice);
  if (now === settled) return;
  const first = !settled;
  settled = now;
  document.dispatchEvent(new CustomEvent(first ? 'volens:ready' : 'volens:change', { detail: choice }));
  if (first) new MutationObserver(release).observe(document, { childList: true, subtree: true });
}

function isRequired(id) {
  return config.purposes.some(purpose => purpose.required && purpose.id === id);
}

const union = (...lists) => [...new Set(lists.flat())];

// -------------------------------------------------------- what is held back

/** Scripts run once, in document order, each after the one before it has loaded. Frames and pixels come and go with the choice. */
function release() {
  for (const held of document.querySelectorAll('iframe[data-purpose][data-src], img[data-purpose][data-src]')) {
    const may = effective.has(held.dataset.purpose);
    if (may && !held.hasAttribute('src')) held.src = held.dataset.src;
    if (!may && held.hasAttribute('src')) held.removeAttribute('src');
  }
  releasing = releasing.then(async () => {
    for (const held of document.querySelectorAll('script[type="text/plain"][data-purpose]')) {
      if (effective.has(held.dataset.purpose)) await run(held);
    }
  });
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

// ------------------------------------------------------------ the ledger

async function configuration(cache) {
  const wanted = [document.documentElement.lang, ...navigator.languages].map(tag => tag.slice(0, 2).toLowerCase()).filter(Boolean);
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

function send(path, body) {
  const entry = { path, body: { site, area, language: config.language, ...body, idempotencyKey: uuid() } };
  writeOutbox([...readOutbox(), entry].slice(-OUTBOX_ENTRIES_MAX));
}

/** Posts the outbox in order, one at a time; two tabs may post the same entry, its key makes it one. */
function deliver() {
  delivering = delivering.then(deliverAll);
  return delivering;
}

async function deliverAll() {
  for (let entry; (entry = readOutbox()[0]);) {
    const { path, body } = entry;
    let status;
    try {
      const answer = await fetch(address(path), {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
        credentials: 'omit', keepalive: true, signal: AbortSignal.timeout(ANSWER_MILLIS),
      });
      status = answer.status;
    } catch (unreachable) {
      status = 503;
    }
    if (status >= 500 || status === 408 || status === 429) {
      later();
      return false;
    }
    writeOutbox(readOutbox().filter(other => other.body.idempotencyKey !== body.idempotencyKey));
    if (status >= 400 && body.policyVersion) await refusedByServer(status, body);
  }
  retryMillis = RETRY_MILLIS_MIN;
  return true;
}

/** A choice that the ledger does not take is no choice: it is forgotten, and asked again if the policy moved on. */
async function refusedByServer(status, { policyVersion }) {
  const kept = readCookie();
  if (kept?.policy === policyVersion) writeCookie({ ...kept, policy: '' });
  if (status !== 409) return console.warn(`volens: the choice was not taken (${status})`);
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
  return readOutbox().length ? honour() : settle();
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

function readCookie() {
  try {
    const value = document.cookie.split('; ').find(pair => pair.startsWith(COOKIE + '='));
    const kept = value ? JSON.parse(decodeURIComponent(value.slice(COOKIE.length + 1))) : cookieFallback;
    return kept?.v === 1 && kept.site === site && whole(kept) ? kept : undefined;
  } catch (foreign) {
    return undefined;
  }
}

/** Either no choice, or one in which nothing is missing: a damaged one must not stop the asking, nor be sent with every answer. */
function whole({ record, given, refused }) {
  return record === undefined || RECORD.test(record) && [given, refused].every(Array.isArray);
}

function writeCookie(kept) {
  cookieFallback = { ...kept, v: 1, site };
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify(cookieFallback))}; Path=/; SameSite=Lax`
    + `; Max-Age=${(config?.lifetimeDays ?? 365) * 86_400}${secure}`;
  if (document.cookie.includes(COOKIE + '=')) cookieFallback = undefined;
}

function readOutbox() {
  try {
    const waiting = JSON.parse(localStorage.getItem(OUTBOX));
    return Array.isArray(waiting) ? waiting : outboxFallback;
  } catch (unavailable) {
    return outboxFallback;
  }
}

function writeOutbox(entries) {
  try {
    if (entries.length) localStorage.setItem(OUTBOX, JSON.stringify(entries));
    else localStorage.removeItem(OUTBOX);
    outboxFallback = [];
  } catch (unavailable) {
    outboxFallback = entries;
  }
}

/** Version 4; crypto.randomUUID exists only on secure origins. */
function uuid() {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g,
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

const button = (text, onclick, className = 'volens-button') => element('button', { type: 'button', className, onclick }, text);

async function build() {
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
  handle = element('div', { className: 'volens-handle' }, button(texts.handle, open, 'volens-reopen'),
    button(texts.withdraw, withdrawAll, 'volens-withdraw'));
  handle.lastChild.hidden = true;
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
    element('div', { className: 'volens-actions' }, button(texts.understood, informed)));
}

function informed() {
  writeCookie({ ...readCookie(), informed: config.policyVersion });
  notice.replaceChildren();
  handle.firstChild.focus();
}

function ask(which) {
  layer = which;
  const { texts } = config;
  const choice = current();
  const first = which === 'first';
  const outdated = !choice && readCookie()?.record && readCookie().policy !== config.policyVersion;
  const heading = element('h2', { id: 'volens-title', tabIndex: -1, autofocus: true }, first ? texts.title : texts.detailsTitle);
  dialog.replaceChildren(...[
    heading,
    first && outdated && element('p', { className: 'volens-changed' }, texts.changed),
    ...first ? [element('p', null, texts.intro), policyLink()]
      : [element('div', { className: 'volens-scroll' }, choice ? receipt(choice) : element('p', null, texts.detailsIntro),
        ...config.purposes.map(purpose => purposeRow(purpose, choice)), policyLink())],
    element('div', { className: 'volens-actions' },
      button(texts.acceptAll, () => decide('accept-all', asked())),
      button(texts.refuseAll, () => decide('refuse-all', [])),
      first ? button(texts.choose, () => ask('second')) : button(texts.save, save)),
    !first && !choice && button(texts.back, () => ask('first'), 'volens-back'),
    button('×', () => dialog.close(), 'volens-close'),
  ].filter(Boolean));
  dialog.lastChild.setAttribute('aria-label', choice ? texts.keep : texts.close);
  if (dialog.open) heading.focus();
  else dialog.showModal();
}

function purposeRow({ id, name, explanation, required, trackers }, choice) {
  const { texts } = config;
  const described = 'volens-about-' + id;
  return element('div', { className: 'volens-purpose' },
    element('label', null, element('strong', null, name), required
      ? element('span', { className: 'volens-always' }, texts.alwaysOn)
      : element('input', { type: 'checkbox', role: 'switch', value: id, checked: !!choice?.given.includes(id),
        'aria-describedby': described })),
    element('p', { id: described }, explanation),
    trackers.length && element('details', null,
      element('summary', null, `${texts.trackers} (${trackers.length})`),
      element('ul', null, ...trackers.map(tracker => element('li', null, element('strong', null, tracker.name),
        element('p', null, tracker.explanation),
        element('small', null, `${texts.provider} ${tracker.provider} · ${texts.lifetime} ${tracker.lifetime}`))))));
}

function receipt({ at, record }) {
  const { texts, language } = config;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
  return element('p', { className: 'volens-receipt' }, texts.decidedOn.replace('{date}', date), element('br'),
    texts.reference + ' ', element('code', null, record));
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
