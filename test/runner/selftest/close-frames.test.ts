import { describe, expect, test } from 'vitest';
import { closeFrames } from '../../../src/runner/selftest/close-frames.ts';
import { closeCodes, mayBeOnWire } from '../../../src/wire/close-code.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('a closing handshake is the same through the proxy with', () => testTransparency(closeFrames));

test('both handshakes are recorded, code by code', async () => {
  const { client, server } = await observeDirectly(closeFrames, '1012 Service Restart');
  const ends = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => /^[0-9a-f]{8,}$|^fin$/.test(line));
  // 03f4 is 1012, and "bye" follows.
  expect(ends(client)).toEqual(['880503f4627965', 'fin', '880503f4627965', 'fin']);
  expect(ends(server)).toEqual(['888537fa213d340e434452', 'fin', '888537fa213d340e434452', 'fin']);
});

test('every code that may be on the wire has a behaviour, and so have those that may not', () => {
  const codes = closeFrames.map(({ name }) => Number.parseInt(name, 10)).filter((code) => !Number.isNaN(code));
  expect(codes.filter((code) => mayBeOnWire(code)).length).toBeGreaterThanOrEqual(16);
  expect(closeCodes.map(({ code }) => code).filter((code) => code < 3000 && !codes.includes(code))).toEqual([]);
  expect(codes.filter((code) => !mayBeOnWire(code)).length).toBeGreaterThanOrEqual(8);
});
