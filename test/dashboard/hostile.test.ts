import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDashboard, startBrowser, token } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

const markup = '</script></style></pre><img src=x onerror="document.title=1"><svg onload=alert(1)>';
/** Controls, a sequence for terminals, and what turns text around. */
const unseen = '\u0000\u001b[31m\u202e\u2066\u2028\ufeff';

/** A handshake whose path and headers no library would send. */
async function dialRaw(url: string): Promise<net.Socket> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const lines = [
    ...[`GET /${markup.replaceAll(' ', '')} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket'],
    ...['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
    ...[`User-Agent: ${markup}`, `X-Name: ${markup}`, '', ''],
  ];
  socket.write(lines.join('\r\n'));
  await once(socket, 'data');
  return socket;
}

test('whatever comes over the wire is text on the page, with nothing hidden in it', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session, problems } = dashboard;
  await page.evaluate(
    `addEventListener('securitypolicyviolation', ({ violatedDirective }) => console.log('violated ' + violatedDirective))`,
  );
  const raw = await dialRaw(session.url);
  await page.locator('.path').getByText('onerror').waitFor();
  const socket = await dashboard.dial();
  socket.send(`${markup}${unseen}`);
  // A text that is none: half of a surrogate pair, as three bytes.
  raw.write(Buffer.from([0x81, 0x83, 0, 0, 0, 0, 0xed, 0xa0, 0x80]));
  session.inject({ id: 'named', fault: 'drop', with: { frames: { opcode: 'pong', text: `${markup}\u202e` } } });
  await page.locator('.live-faults li').getByText('onerror').waitFor();
  socket.close(4000, `${markup}\u202e`);

  await page.getByRole('button', { name: 'closes' }).click();
  await page.locator('.frame-row').getByText('close 4000').first().click();
  await page.getByLabel('Payload', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'messages' }).click();
  await page.getByRole('button', { name: 'Back to live' }).click();
  await page.locator('.frame-row').getByText('3 B').first().click();
  await page.getByLabel('Payload', { exact: true }).getByText('ed a0 80').waitFor();

  const seen = (await page.evaluate(`({
    elements: document.querySelectorAll('#app :is(script, style, img, svg, iframe)').length,
    text: document.querySelector('#app').textContent,
    title: document.title,
  })`)) as { readonly elements: number; readonly text: string; readonly title: string };
  expect(seen).toMatchObject({ elements: 0, title: 'wschaos explore' });
  expect(seen.text).toContain('⟨U+202E⟩');
  expect(seen.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  expect(problems).toEqual([]);
});

/** What a page from elsewhere can try, even one that knows the token. */
const attacks = (origin: string, api: string): string => `<!doctype html><title>evil</title>
<iframe src="${origin}/?token=${token}"></iframe>
<script>
  const told = (name) => [() => name + ' got through', () => name + ' failed'];
  const asked = (name, path, init) => fetch('${origin}' + path, init).then(...told(name));
  const heard = (name, path) => new Promise((resolve) => {
    const source = new EventSource('${origin}' + path);
    source.onopen = () => resolve(name + ' got through');
    source.onerror = () => { source.close(); resolve(name + ' failed'); };
  });
  const loaded = (name, tag) => new Promise((resolve) => {
    const element = Object.assign(document.createElement(tag), { src: '${origin}/?token=${token}' });
    element.onload = () => resolve(name + ' got through');
    element.onerror = () => resolve(name + ' failed');
    document.head.append(element);
  });
  const body = '{"fault":"reset"}';
  const bearer = { authorization: 'Bearer ${token}' };
  const attack = Promise.all([
    asked('reading', '${api}', { headers: bearer }),
    asked('throwing', '${api}/faults', { method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body }),
    heard('listening', '${api}/events?token=${token}'),
    loaded('a script', 'script'),
    loaded('a picture', 'img'),
  ]);
  // Blind: it cannot read what is answered.
  const blind = fetch('${origin}${api}/faults', { method: 'POST', mode: 'no-cors', body }).catch(() => {});
</script>
<a href="${origin}/?token=${token}">look</a>`;

test('a page from elsewhere gets nothing, reads nothing and throws nothing, even if it knows the token', async () => {
  await using dashboard = await openDashboard(browser);
  const { session, url } = dashboard;
  const own = new URL(url).origin;
  const evil = http.createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(attacks(own, '/v1/proxies/explore'));
  });
  evil.listen(0, '127.0.0.1');
  onTestFinished(() => void evil.close());
  await once(evil, 'listening');
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
  expect(await page.evaluate('blind.then(() => attack)')).toEqual([
    ...['reading failed', 'throwing failed', 'listening failed', 'a script failed', 'a picture failed'],
  ]);
  const framed = page.frames().find((frame) => frame !== page.mainFrame());
  expect(await framed?.locator('#app').count()).toBe(0);
  const [response] = await Promise.all([page.waitForResponse(url), page.getByText('look').click()]);
  expect(response.status()).toBe(403);
  expect([session.faults(), session.measurements()]).toEqual([[], []]);
});
