import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAttempts, gapsBetween, peakWithin } from '../../src/result/find-attempts.ts';
import type { Observation } from '../../src/result/observation.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { accept, tell } from './stream.ts';

function find(observations: readonly Observation[], wasUnbound: boolean) {
  const client = readClients(observations).get(1);
  if (client === undefined) throw new Error('the stream has no client 1');
  return findAttempts(client, 100, 200, wasUnbound);
}

const dials = (...instants: readonly number[]) => instants.map((t, index) => accept(t, { connection: index + 1 }));

describe('the attempts of a client', () => {
  it('are those after the injection, up to and including ready', () => {
    expect(find(dials(100, 101, 150, 200, 201), false)).toEqual({
      at: [101, 150, 200],
      source: 'wire',
      complete: true,
    });
  });

  it('are those that the client tells, where it tells at least as many as were accepted', () => {
    const told = [tell(110, 'connecting'), tell(150, 'connecting')];
    expect(find([...dials(151), ...told], true)).toEqual({ at: [110, 150], source: 'client', complete: true });
  });

  it('are those that were accepted, where the client tells fewer', () => {
    expect(find([...dials(110, 151), tell(150, 'connecting')], true)).toEqual({
      at: [110, 151],
      source: 'wire',
      complete: true,
    });
  });

  it('are incomplete while the listener was closed and the client tells none', () => {
    expect(find(dials(151), true)).toEqual({ at: [151], source: 'wire', complete: false });
  });

  it('are none for a client that tells them and made none, also while the listener was closed', () => {
    expect(find([tell(5, 'connecting'), ...dials(6)], true)).toEqual({ at: [], source: 'client', complete: true });
  });
});

it('gives the gaps between successive attempts', () => {
  expect(gapsBetween([10, 15, 35])).toEqual([5, 20]);
});

describe('the peak of a sliding window', () => {
  it('does not hold both ends of the window', () => {
    expect(peakWithin([0, 100], 100)).toBe(1);
    expect(peakWithin([0, 99.9], 100)).toBe(2);
  });

  it('is what counting around every attempt gives', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 60 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 500 }), (unsorted, windowMs) => {
        const at = [...unsorted].sort((a, b) => a - b);
        const counts = at.map((from) => at.filter((t) => t >= from && t < from + windowMs).length);
        expect(peakWithin(at, windowMs)).toBe(Math.max(0, ...counts));
      }),
    );
  });
});
