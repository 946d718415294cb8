import { describe, expect, test } from 'vitest';
import { createIngressPool } from '../../src/proxy/ingress-pool.ts';
import { textFrame } from './units-of.ts';

const pool = (given: { tells?: boolean; inspects?: boolean } = {}) =>
  createIngressPool({
    watchesFrames: () => false,
    inspectsData: () => given.inspects ?? false,
    tellsFrames: () => given.tells ?? true,
  });

describe('a pool of ingresses', () => {
  test('lends the same one again once it is idle, each direction its own', () => {
    const ingresses = pool();
    const ingress = ingresses.take('to-client');
    ingress.takeWhole(textFrame('whole'));
    expect(ingresses.giveBack('to-client', ingress)).toBe(true);
    expect(ingresses.take('to-server')).not.toBe(ingress);
    expect(ingresses.take('to-client')).toBe(ingress);
    expect(ingresses.take('to-client')).not.toBe(ingress);
  });

  test.each([
    ['a frame', textFrame('cut').subarray(0, 3)],
    ['a header', textFrame('cut').subarray(0, 1)],
    ['a message', textFrame('first', { fin: false })],
  ])('does not take one back in the middle of %s', (_what, bytes) => {
    const ingresses = pool();
    const ingress = ingresses.take('to-client');
    ingress.takeWhole(bytes);
    expect(ingresses.giveBack('to-client', ingress)).toBe(false);
  });

  test.each([
    ['nothing when nobody listens', { tells: false, inspects: true }, [false, false]],
    ['control frames when frames are told', {}, [false, true]],
    ['everything when messages are looked into', { inspects: true }, [true, true]],
  ])('has them gather %s', (_what, given, gathered) => {
    const ingress = pool(given).take('to-server');
    const views = [textFrame('a'), textFrame('b', { opcode: 9 })].flatMap(
      (frame) => ingress.takeWhole(frame).completes,
    );
    expect(views.map(({ payload }) => payload !== undefined)).toEqual(gathered);
    expect(views.map(({ direction }) => direction)).toEqual(['to-server', 'to-server']);
  });
});
