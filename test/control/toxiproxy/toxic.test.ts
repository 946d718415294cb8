import { expect, test } from 'vitest';
import { directionOf } from '../../../src/control/toxiproxy/toxic.ts';

test.each([
  ['upstream', 'to-server'],
  ['downstream', 'to-client'],
  ['Upstream', 'to-server'],
  ['both', undefined],
  ['', undefined],
  ['constructor', undefined],
])('the stream "%s" travels: %s', (stream, direction) => {
  expect(directionOf(stream)).toBe(direction);
});
