import { describe, expect, test } from 'vitest';
import { readNewToxic, readToxicUpdate } from '../../../src/control/toxiproxy/read-toxic.ts';

const read = (given: unknown, taken: readonly string[] = []) =>
  readNewToxic(JSON.stringify(given), (name) => taken.includes(name));

describe('a new toxic', () => {
  test('has its defaults', () => {
    expect(read({ type: 'latency' })).toEqual({
      ...{ name: 'latency_downstream', type: 'latency', stream: 'downstream', toxicity: 1 },
      attributes: { latency: 0, jitter: 0 },
    });
    expect(read({ type: 'drop', stream: 'upstream' }).name).toBe('drop_upstream');
  });

  test('is told as it was given', () => {
    const given = {
      name: 'slow',
      type: 'latency',
      stream: 'upstream',
      toxicity: 0,
      attributes: { latency: 7, jitter: 1 },
    };
    expect(read(given)).toEqual(given);
  });

  test.each([
    ['the body', '', 'bad request body: EOF'],
    ['the kinds of its members', { type: 7, stream: 'x' }, 'bad request body: "type" must be a string, not 7'],
    ['the toxicity', { toxicity: 1.5, stream: 'x' }, 'bad request body: "toxicity" must be between 0 and 1, not 1.5'],
    ['the stream', { stream: 'x', type: 'x' }, 'stream was invalid, can be either upstream or downstream'],
    ['the type', { type: 'x', name: 'taken' }, 'invalid toxic type'],
    ['the name', { type: 'latency', name: 'taken', attributes: { latency: 'x' } }, 'toxic already exists'],
    [
      'the attributes',
      { type: 'latency', attributes: { latency: 'x' } },
      'bad request body: "latency" must be a whole',
    ],
  ])('is checked, in this order: %s', (_what, given, message) => {
    const body = typeof given === 'string' ? given : JSON.stringify(given);
    expect(() => readNewToxic(body, (name) => name === 'taken')).toThrow(message);
  });
});

describe('an update', () => {
  const toxic = read({ type: 'latency', attributes: { latency: 7, jitter: 1 }, toxicity: 0.5 });

  test.each([
    [{ attributes: { latency: 8 } }, { attributes: { latency: 8, jitter: 1 }, toxicity: 0.5 }],
    [{ attributes: { Latency: 8, jitter: null } }, { attributes: { latency: 8, jitter: 1 }, toxicity: 0.5 }],
    [{ toxicity: 1 }, { attributes: { latency: 7, jitter: 1 }, toxicity: 1 }],
    [
      { name: 'x', type: 'x', stream: 'x' },
      { attributes: { latency: 7, jitter: 1 }, toxicity: 0.5 },
    ],
    [{}, {}],
  ])('%j changes what it names, of what can be changed', (given, changed) => {
    expect(readToxicUpdate(JSON.stringify(given), toxic)).toEqual({ ...toxic, ...changed });
  });

  test.each([
    ['[]', 'expected an object, not an array'],
    ['{"toxicity":2}', '"toxicity" must be between 0 and 1, not 2'],
    ['{"attributes":{"jitter":-1}}', '"jitter" must be a whole number, 0 or more, not -1'],
  ])('of %s is refused', (body, message) => {
    expect(() => readToxicUpdate(body, toxic)).toThrow(`bad request body: ${message}`);
  });
});
