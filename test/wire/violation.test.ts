import { describe, expect, it } from 'vitest';
import { decodeFrameHeader } from '../../src/wire/frame-header.ts';
import { type FrameOrigin, findViolations, violationRules } from '../../src/wire/violation.ts';
import { concat, fromHex } from './hex.ts';
import { readWithWs } from './ws-oracle.ts';

const server: FrameOrigin = { from: 'server', extensions: false };
const client: FrameOrigin = { from: 'client', extensions: false };
const compressing: FrameOrigin = { from: 'server', extensions: true };

function violationsOf(hex: string, origin: FrameOrigin): readonly string[] {
  const bytes = fromHex(hex);
  const header = decodeFrameHeader(bytes, 0, bytes.length);
  if (header === undefined) throw new Error(`${hex} is not a whole header`);
  return findViolations(header, origin);
}

describe('legal frames break no rule:', () => {
  it.each<[string, string, FrameOrigin]>([
    ['a text frame of a server', '81 05', server],
    ['a text frame of a client', '81 85 37 fa 21 3d', client],
    ['a ping of 125 bytes', '89 7d', server],
    ['a first fragment', '01 05', server],
    ['a continuation', '80 05', server],
    ['126 bytes in 16 bits', '82 7e 00 7e', server],
    ['64 KiB in 64 bits', '82 7f 00 00 00 00 00 01 00 00', server],
    ['a compressed text frame under permessage-deflate', 'c1 05', compressing],
    ['a compressed first fragment under permessage-deflate', '42 05', compressing],
  ])('%s', (_, hex, origin) => {
    expect(violationsOf(hex, origin)).toEqual([]);
  });
});

describe('the rule that is broken is named for', () => {
  it.each<[string, string, FrameOrigin, readonly string[]]>([
    ['RSV1 without an extension', 'c1 00', server, ['reserved-bits']],
    ['RSV2', 'a1 00', server, ['reserved-bits']],
    ['RSV3', '91 00', server, ['reserved-bits']],
    ['RSV2 under permessage-deflate', 'a1 00', compressing, ['reserved-bits']],
    ['RSV3 under permessage-deflate', '91 00', compressing, ['reserved-bits']],
    ['RSV1 in a control frame under permessage-deflate', 'c9 00', compressing, ['reserved-bits']],
    ['RSV1 in a continuation under permessage-deflate', 'c0 00', compressing, ['reserved-bits']],
    ['a ping of 126 bytes', '89 7e 00 7e', server, ['control-too-long']],
    ['a fragmented ping', '09 00', server, ['control-fragmented']],
    ['a masked frame of a server', '81 80 01 02 03 04', server, ['masked-by-server']],
    ['an unmasked frame of a client', '81 00', client, ['unmasked-by-client']],
    ['16 bits where 7 do', '82 7e 00 7d', server, ['length-not-minimal']],
    ['64 bits where 16 do', '82 7f 00 00 00 00 00 00 ff ff', server, ['length-not-minimal']],
    ['64 bits where 7 do, masked', '82 ff 00 00 00 00 00 00 00 05 01 02 03 04', client, ['length-not-minimal']],
    ['the highest bit of a 64-bit length', '82 7f 80 00 00 00 00 00 00 00', server, ['length-sign-bit']],
    [
      'everything at once',
      '7f ff 80 00 00 00 00 00 00 00 01 02 03 04',
      server,
      [
        'reserved-bits',
        'reserved-opcode',
        'length-sign-bit',
        'masked-by-server',
        'control-too-long',
        'control-fragmented',
      ],
    ],
  ])('%s', (_, hex, origin, rules) => {
    expect(violationsOf(hex, origin)).toEqual(rules);
  });

  it.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])('opcode %i', (opcode) => {
    expect(violationsOf(`8${opcode.toString(16)} 00`, server)).toEqual(['reserved-opcode']);
  });
});

describe('ws rejects as well', () => {
  it.each<[string, string, FrameOrigin, string]>([
    ['RSV1 without an extension', 'c1 00', server, 'WS_ERR_UNEXPECTED_RSV_1'],
    ['RSV2', 'a1 00', server, 'WS_ERR_UNEXPECTED_RSV_2_3'],
    ['RSV3', '91 00', server, 'WS_ERR_UNEXPECTED_RSV_2_3'],
    ['opcode 3', '83 00', server, 'WS_ERR_INVALID_OPCODE'],
    ['opcode 11', '8b 00', server, 'WS_ERR_INVALID_OPCODE'],
    ['a ping of 126 bytes', '89 7e 00 7e', server, 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH'],
    ['a fragmented ping', '09 00', server, 'WS_ERR_EXPECTED_FIN'],
    ['a masked frame of a server', '81 80 01 02 03 04', server, 'WS_ERR_UNEXPECTED_MASK'],
    ['an unmasked frame of a client', '81 00', client, 'WS_ERR_EXPECTED_MASK'],
    ['the highest bit of a length', '82 7f 80 00 00 00 00 00 00 00', server, 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH'],
  ])('%s', async (_, hex, origin, code) => {
    const { error } = await readWithWs([concat([fromHex(hex), new Uint8Array(200)])], origin.from === 'client');
    expect(error).toBe(code);
    expect(violationsOf(hex, origin)).not.toEqual([]);
  });
});

it('every rule names where it stands', () => {
  for (const { section, summary } of Object.values(violationRules)) {
    expect(section).toMatch(/^RFC 6455 §\d+(\.\d+)*$/);
    expect(summary).toMatch(/^[a-z].*[^.]$/);
  }
});
