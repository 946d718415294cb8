import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDebuggingPipe } from '../../../../src/runner/subject/browser/debugging-pipe.ts';

function createPipes() {
  const toBrowser = new PassThrough();
  const fromBrowser = new PassThrough();
  const transport = createDebuggingPipe(toBrowser, fromBrowser);
  const messages: object[] = [];
  let closings = 0;
  transport.onmessage = (message) => messages.push(message);
  transport.onclose = () => {
    closings += 1;
  };
  return { toBrowser, fromBrowser, transport, messages, closings: () => closings };
}

test('a message goes out as JSON with a NUL behind it', () => {
  const { toBrowser, transport } = createPipes();
  transport.send({ id: 1, method: 'Browser.getVersion' });
  transport.send({ id: 2 });
  expect(String(toBrowser.read())).toBe('{"id":1,"method":"Browser.getVersion"}\0{"id":2}\0');
});

test('messages come in whole, wherever the bytes were cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ id: fc.nat(), text: fc.string({ unit: 'binary' }) }), { minLength: 1 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (sent, sizes) => {
        const { fromBrowser, messages } = createPipes();
        const bytes = Buffer.from(sent.map((message) => `${JSON.stringify(message)}\0`).join(''));
        for (let start = 0, i = 0; start < bytes.length; i += 1) {
          const size = sizes[i % sizes.length] ?? 1;
          fromBrowser.write(bytes.subarray(start, start + size));
          start += size;
        }
        fromBrowser.end();
        await once(fromBrowser, 'end');
        expect(messages).toEqual(sent);
      },
    ),
    { numRuns: 50 },
  );
});

test('the end of the browser closes it, once', async () => {
  const { fromBrowser, transport, closings } = createPipes();
  const closed = once(fromBrowser, 'close');
  fromBrowser.end();
  await closed;
  transport.close();
  expect(closings()).toBe(1);
});

test('who begins to listen when the browser has ended hears of it', async () => {
  const { fromBrowser, transport } = createPipes();
  const closed = once(fromBrowser, 'close');
  fromBrowser.end();
  await closed;
  await new Promise<void>((resolve) => {
    transport.onclose = () => resolve();
  });
});

test('nothing comes in behind the close', () => {
  const { fromBrowser, transport, messages, closings } = createPipes();
  transport.onmessage = (message) => {
    messages.push(message);
    transport.close();
  };
  fromBrowser.emit('data', Buffer.from('{"id":1}\0{"id":2}\0{"id"'));
  expect(messages).toEqual([{ id: 1 }]);
  expect(closings()).toBe(1);
});

test('what is sent to a browser that is gone is dropped', () => {
  const { toBrowser, transport } = createPipes();
  toBrowser.destroy();
  expect(() => transport.send({ id: 1 })).not.toThrow();
});

test.each(['ready', '{"id":', 'null', '7', ''])('what is no message, %j, closes it', (text) => {
  const { fromBrowser, messages, closings } = createPipes();
  fromBrowser.emit('data', Buffer.from(`${text}\0{"id":1}\0`));
  expect(messages).toEqual([]);
  expect(closings()).toBe(1);
});
