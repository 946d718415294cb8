import type { Delivery } from '../../src/faults/define-fault.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import type { FuzzRig } from './fuzz-rig.ts';
import type { PlayedLink, PlayedSide } from './play-timeline.ts';

/** A fault may have delayed bytes for longer than anybody waits; then they are due now. */
const enoughMs = 1e21;

const maxHeaderBytes = 14;

/**
 * Lifts all faults, lets pass what time is needed, and compares what came behind the handshakes with what was said.
 * @throws {Error} when a byte is missing, strange or out of place that no fault has claimed
 */
export async function judgeDelivery(
  links: readonly PlayedLink[],
  rig: FuzzRig,
  allowed: ReadonlySet<Delivery>,
): Promise<void> {
  for (const { socket } of rig.peers) socket.resume();
  rig.proxy.liftAll();
  for (let ms = 1; ms < enoughMs; ms *= 10) {
    await rig.untilCalm();
    rig.clock.advance(ms);
  }
  await rig.untilCalm();
  for (const { number, client, server } of links) {
    if (server === undefined) continue;
    const wasReset = client.ended === 'reset' || server.ended === 'reset';
    compare(`to the server, connection ${number}`, client, server, wasReset, allowed);
    compare(`to the client, connection ${number}`, server, client, wasReset, allowed);
  }
}

function compare(
  where: string,
  from: PlayedSide,
  to: PlayedSide,
  wasReset: boolean,
  allowed: ReadonlySet<Delivery>,
): void {
  const said = Buffer.concat(from.said);
  const came = behindHead(to.peer.received);
  const mayEnd = wasReset || allowed.has('cut');
  if (came === undefined) {
    // Whoever takes frames away may take the answer, too.
    if (said.length > 0 && !mayEnd && !allowed.has('thinned')) throw new Error(`${where}: not even the head came`);
    return;
  }
  if (!allowed.has('thinned') && !allowed.has('added')) {
    if (!isBeginning(came, said, allowed.has('cut'))) throw new Error(`${where}: other bytes came than were sent`);
    // Who waits for frames holds back a header that is not whole, until the sender ends.
    const mayHold = from.saidBytes && from.ended === undefined ? maxHeaderBytes - 1 : 0;
    if (said.length - came.length > mayHold && !mayEnd)
      throw new Error(`${where}: ${came.length} of ${said.length} bytes came`);
    return;
  }
  if (from.saidBytes) return;
  const sent = framesOf(said);
  const received = framesOf(came);
  if (!allowed.has('added') && !isSubsequence(received.whole, sent.whole)) {
    throw new Error(`${where}: a frame came that was not sent, or in another order`);
  }
  if (!allowed.has('thinned') && !mayEnd && !isSubsequence(sent.whole, received.whole)) {
    throw new Error(`${where}: a frame is missing, or in another place`);
  }
  if (received.rest > 0 && !mayEnd) throw new Error(`${where}: the last frame is not whole`);
}

/** Where a fault cuts, it may say so in a Close frame. */
function isBeginning(came: Buffer, said: Buffer, mayClose: boolean): boolean {
  if (said.subarray(0, came.length).equals(came)) return true;
  const { whole, rest } = framesOf(came);
  const last = whole.at(-1) ?? '';
  const before = came.subarray(0, came.length - rest - last.length);
  const isClose = (last.charCodeAt(0) & 0xf) === opcodes.close;
  return mayClose && rest === 0 && isClose && said.subarray(0, before.length).equals(before);
}

/** What follows the first head. */
function behindHead(bytes: Buffer): Buffer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? undefined : bytes.subarray(end + 4);
}

function framesOf(bytes: Buffer): { readonly whole: readonly string[]; readonly rest: number } {
  const spans = createFrameScanner()
    .scan(bytes)
    .filter(({ ends }) => ends);
  const whole = spans.map(({ start, end }) => bytes.subarray(start, end).toString('latin1'));
  return { whole, rest: bytes.length - (spans.at(-1)?.end ?? 0) };
}

function isSubsequence(part: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const each of all) if (part[at] === each) at++;
  return at === part.length;
}
