/**
 * A caller that does everything right, but for the mistake that MISTAKE names. Without a library, so that a mistake is one line.
 * It is started some hundred times: `import` would load all that node:http has, fetch included, which takes as long as all else.
 */
const events = require('node:events');
const { readFileSync } = require('node:fs');

const {
  CC_GATEWAY_URL: url,
  CC_GATEWAY_CA: authority,
  CC_GATEWAY_GUID: guid,
  CC_GATEWAY_SESSION_URL: sessions,
  CC_GATEWAY_AGENTID: agentid,
  CC_GATEWAY_CALLID: callid,
  CC_GATEWAY_SKILLID: skillid,
  CC_GATEWAY_CALLS: calls = '1',
  MISTAKE = '',
} = process.env;

const is = (...mistakes) => mistakes.includes(MISTAKE);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const timeout = is('no time-out') ? 0 : is('impatient') ? 100 : 5_000;

/** The module that speaks the scheme of an address. */
const speaking = (address) => (address.startsWith('https:') ? require('node:https') : require('node:http'));
const agent = new (speaking(url).Agent)({ keepAlive: true });

/** Sends once. Gives status, headers and text; rejects where no whole answer comes. */
async function send(key, address = url) {
  const secure = address.startsWith('https:');
  const path = is('wrong path') ? '/agentgateway/calldata/' : '/agentgateway/resource/calldata/';
  const query = is('key in query') ? `?Guid=${key}` : '';
  const request = speaking(address).request(
    address.endsWith('assignuserinqueue') ? address : `${address}${path}${agentid}/assignuserinqueue${query}`,
    {
      method: is('post') ? 'POST' : 'PUT',
      agent: calls === '1' ? false : agent,
      headers: {
        'Content-Type': is('text/plain') ? 'text/plain' : 'application/json; charset=UTF-8',
        ...(!is('no key') && { Guid: is('two keys') ? [key, key] : key }),
      },
      ...(secure && authority && !is('authority ignored') && { ca: readFileSync(authority) }),
      ...(is('certificate not checked') && { rejectUnauthorized: false }),
      ...(is('name not checked') && { checkServerIdentity: () => undefined }),
    },
  );
  if (timeout > 0) setTimeout(() => request.destroy(new Error('time-out')), timeout).unref();
  const body = { callid, skillid: is('number as text') ? skillid : Number(skillid) };
  request.end(is('broken JSON') ? JSON.stringify(body).slice(1) : JSON.stringify(body));
  const [response] = await events.once(request, 'response');
  const chunks = [];
  response.on('data', (chunk) => chunks.push(chunk));
  await events.once(response, 'end');
  if (!response.complete) throw new Error('cut off');
  if (is('needs a length') && response.headers['content-length'] === undefined) throw new Error('no length');
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

/** What an answer says: `success`, a code, or nothing that can be read. */
function read({ status, headers, text }) {
  if (is('success by status')) return status === 200 ? { success: true } : {};
  if (is('success by text')) return { success: text.includes('"retcode":"0"') || text.includes('"0"') };
  if (is('status ignored')) return { success: JSON.parse(text).retcode === '0' };
  if (is('success where nothing is read') && text === '') return { success: true };
  if (status !== 200 || !/^application\/json\b/.test(headers['content-type'] ?? '')) return {};
  try {
    const { retcode } = JSON.parse(text);
    if (is('loose comparison') ? retcode == 0 : retcode === '0') return { success: true };
    return is('missing code is success') && retcode === undefined ? { success: true } : { code: retcode };
  } catch {
    return is('unreadable is success') ? { success: true } : {};
  }
}

const transient = ['000-004', '105-002'];
const session = ['000-003', '100-006', '105-006'];
const known = new Set([...transient, ...session, '000-002', '000-006', '105-001', '400-001', '600-001']);

let named;

async function call() {
  let key = guid;
  let wait = 60;
  let renewals = 0;
  for (let attempt = 1; ; attempt++) {
    let answer;
    try {
      answer = await send(key);
    } catch (error) {
      const isSure = ['ECONNREFUSED', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'].includes(error.code);
      const isAgain = is('again when broken') || (is('again after a time-out') && error.message === 'time-out');
      if (isAgain && attempt < 3) continue;
      return is('called undone') || isSure || /certificate/i.test(error.message) ? 'not-applied' : 'unknown';
    }
    const { success, code } = read(answer);
    named = is('code as number') ? Number.parseInt(code) : code;
    if (success && is('twice') && attempt === 1) continue;
    if (success) return is('failure claimed') ? 'not-applied' : 'applied';
    if (answer.status === 307 && is('redirect followed')) {
      await send(key, answer.headers.location);
      return 'unknown';
    }
    if (answer.status === 429 && attempt < 3) {
      await pause(is('Retry-After ignored') ? wait : Number(answer.headers['retry-after']) * 1_000 + 50);
      continue;
    }
    if (answer.status >= 500 && is('again after 5xx') && attempt < 3) continue;
    if (code === '400-001' && is('again for good') && attempt < 3) continue;
    if (transient.includes(code) && !is('never again') && attempt < (is('endless') ? 30 : 4)) {
      await pause(is('endless') ? 1 : wait);
      wait *= 2;
      continue;
    }
    if (session.includes(code) && !is('never renewed') && renewals++ < (is('renewed for ever') ? 6 : 1)) {
      if (!is('same key')) key = await (await fetch(sessions)).text();
      continue;
    }
    if (is('vague')) return 'unknown';
    return known.has(code) || answer.status === 429 ? 'not-applied' : 'unknown';
  }
}

if (is('key printed')) console.log(`using ${guid}`);
if (is('key printed in base64')) console.log(Buffer.from(`Guid: ${guid}`).toString('base64'));
if (is('key printed in hexadecimal')) console.error(Buffer.from(guid).toString('hex'));
void main();

async function main() {
  let outcome;
  for (let count = 0; count < Number(calls); count++) outcome = await call();
  if (!is('silent')) console.log(JSON.stringify({ outcome, retcode: named }));
  process.exit(outcome === 'applied' && !is('failure claimed') ? 0 : 1);
}
