/*
 * The demonstration site's own script: lights that tell what runs, and the panel that asks the read model what may.
 * It decides nothing; the banner holds back, and the read model answers.
 */
const ASK_AGAIN_MILLIS = 250;
const ASKED_TIMES_MAX = 40;
const panel = document.getElementById('may-we');
const words = panel.dataset;
const started = new Set();
let asking = 0;

document.addEventListener('demo:started', ({ detail: purpose }) => {
  started.add(purpose);
  lights();
});
volens.on('ready', changed);
volens.on('change', changed);
document.querySelectorAll('iframe[data-purpose], img[data-purpose]').forEach(held => held.addEventListener('load', lights));
lights();

function changed(choice) {
  lights();
  ask(choice);
}

/** A light tells what the browser really did: a script said it started, a frame or a picture was loaded. */
function lights() {
  const given = volens.consent()?.given ?? [];
  for (const light of document.querySelectorAll('[data-light]')) {
    const purpose = light.dataset.light;
    const loaded = document.querySelector(`iframe[data-purpose=${purpose}][src], img[data-purpose=${purpose}][src]`);
    const runs = given.includes(purpose) && (started.has(purpose) || loaded !== null);
    light.classList.toggle('on', runs);
    write(light, runs ? words.runs : words.held);
  }
  for (const shown of document.querySelectorAll('[data-shown-by]')) {
    shown.hidden = !(given.includes(shown.dataset.shownBy) && started.has(shown.dataset.shownBy));
  }
}

/** Asks until the read model has caught up with the choice: it is told by events, a moment later. */
async function ask(choice) {
  const turn = ++asking;
  write(panel.querySelector('[data-record]'), choice?.record ?? words.none);
  for (let times = 0; times < ASKED_TIMES_MAX && turn === asking; times++) {
    const answers = await Promise.all([...panel.querySelectorAll('[data-purpose-row]')].map(row => answer(row, choice)));
    if (turn !== asking) return;
    answers.forEach(show);
    const behind = choice && answers.some(({ purpose, told }) => told?.reason === 'unknown-record'
      || told && told.reason !== 'necessary' && told.allowed !== choice.given.includes(purpose));
    if (!behind) return;
    await new Promise(done => setTimeout(done, ASK_AGAIN_MILLIS));
  }
}

async function answer(row, choice) {
  const purpose = row.dataset.purposeRow;
  if (!choice) {
    const necessary = purpose === 'necessary';
    return { row, purpose, told: { allowed: necessary, reason: necessary ? 'necessary' : 'unknown-record' } };
  }
  const question = new URLSearchParams({ site: words.site, record: choice.record, purpose });
  try {
    const response = await fetch(`/api/permissions?${question}`, { credentials: 'omit', cache: 'no-store' });
    return { row, purpose, told: response.ok ? await response.json() : undefined };
  } catch (unreachable) {
    return { row, purpose };
  }
}

function show({ row, told }) {
  row.classList.toggle('yes', told?.allowed === true);
  write(row.querySelector('.verdict'), told?.allowed ? words.yes : words.no);
  write(row.querySelector('.reason'), told ? words[camel(told.reason)] : words.away);
  write(panel.querySelector('[data-asof]'), told?.asOfPosition === undefined ? '' : `${words.position} ${told.asOfPosition}`);
}

/** Only what differs, so that a screen reader repeats nothing. */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function camel(reason) {
  return reason.replace(/-(.)/g, (hyphenated, letter) => letter.toUpperCase());
}
