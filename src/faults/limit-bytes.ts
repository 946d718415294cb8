import { z } from 'zod';
import { size } from '../base/size.ts';
import { cutEnding, describeCutEnding } from './cut-ending.ts';
import { defineFault } from './define-fault.ts';

/**
 * A direction carries so many bytes, counted from when the fault takes effect on the connection, and no more; what a
 * middlebox with a quota does. What stalls then stays so, also when the fault is lifted.
 */
export const limitBytes = defineFault({
  type: 'limit-bytes',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Pass so many bytes in each direction, then stall or end the connection.',
  wireFact: 'exactly so many bytes, those of a handshake included, then silence, FIN or RST',
  options: z.strictObject({
    bytes: size.describe('In each direction by itself. With `0B` the first byte that comes is too much.'),
    then: cutEnding,
  }),
  example: { bytes: '64KiB', then: 'fin' },
  explain: ({ bytes, then }) => `pass ${bytes} bytes, then ${describeCutEnding(then)}`,
  create: ({ bytes, then }) => {
    let left = bytes;
    return {
      onChunk({ length }) {
        if (length < left) {
          left -= length;
          return [{ kind: 'forward' }];
        }
        return [{ kind: 'cut', bytes: left, then }];
      },
    };
  },
});
