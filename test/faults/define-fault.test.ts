import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineFault } from '../../src/faults/define-fault.ts';

const least = {
  type: 'nothing',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Do nothing.',
  options: z.strictObject({}),
  explain: () => 'do nothing',
  create: () => ({}),
} as const;

test('a fault that says only what it must acts both ways, reads no payloads and leaves compression alone', () => {
  const fault = defineFault(least);
  expect(fault).toMatchObject({ wireFact: 'Do nothing.', example: {}, defaultDirection: 'both', takesDirection: true });
  expect(fault.refuses({})).toEqual({});
  expect([fault.touchesData({}), fault.needsPayload({}), fault.sign({}, 'both')]).toEqual([false, false, 'none']);
});

test('a fault on anything but a flow takes no direction, if it does not say so', () => {
  const onConnection = { ...least, appliesTo: 'connection' } as const;
  expect(defineFault(onConnection).takesDirection).toBe(false);
  expect(defineFault({ ...onConnection, takesDirection: true }).takesDirection).toBe(true);
});

test('a fault that says more keeps what it said', () => {
  const fault = defineFault({
    ...least,
    wireFact: 'nothing',
    example: { a: 1 },
    defaultDirection: 'to-client',
    refuses: () => ({ count: 'counts nothing' }),
    touchesData: () => true,
    needsPayload: () => true,
    sign: () => 'silence',
  });
  expect(fault).toMatchObject({ wireFact: 'nothing', example: { a: 1 }, defaultDirection: 'to-client' });
  expect([fault.touchesData({}), fault.needsPayload({}), fault.sign({}, 'both')]).toEqual([true, true, 'silence']);
  expect(fault.refuses({})).toEqual({ count: 'counts nothing' });
});
