import { describe, expect, test } from 'vitest';
import { targetOf, upstreamOf } from '../../../src/control/toxiproxy/upstream.ts';

describe('an upstream', () => {
  test.each([
    ['localhost:6379', 'tcp://localhost:6379'],
    ['[::1]:6379', 'tcp://[::1]:6379'],
    ['ws://127.0.0.1:8080/chat', 'ws://127.0.0.1:8080/chat'],
    ['tcp://127.0.0.1:1', 'tcp://127.0.0.1:1'],
  ])('"%s" stands for the target %s', (upstream, target) => {
    expect(targetOf(upstream)).toBe(target);
  });

  test.each([
    ['localhost', 'target tcp://localhost names no port'],
    ['not an address', '"tcp://not an address" is not a URL'],
    ['ftp://host', 'unknown protocol "ftp://" of target ftp://host'],
  ])('is not "%s"', (upstream, message) => {
    expect(() => targetOf(upstream)).toThrow(expect.objectContaining({ code: 'target.invalid', message }));
  });

  test.each([
    ['tcp://127.0.0.1:6379', '127.0.0.1:6379'],
    ['ws://127.0.0.1:8080/', 'ws://127.0.0.1:8080/'],
  ])('is told of the target %s', (target, upstream) => {
    expect(upstreamOf(target)).toBe(upstream);
  });
});
