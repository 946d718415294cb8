/** Takes one byte of a head after the other; says when the head ends or cannot be one. */
export type HeadScan = (byte: number) => 'more' | 'end' | 'not-http';

/** What the byte leads to. */
type Step = (byte: number) => Step | 'end' | 'not-http';

const cr = 0x0d;
const lf = 0x0a;
const space = 0x20;
const slash = 0x2f;

/** A scan from the first byte of a head; see RFC 9112 §3 and §4 for the start lines. */
export function startHeadScan(): HeadScan {
  let step: Step = beforeStart;
  return (byte) => {
    const next = step(byte);
    if (typeof next === 'string') return next;
    step = next;
    return 'more';
  };
}

function beforeStart(byte: number): ReturnType<Step> {
  return byte === cr || byte === lf ? beforeStart : firstWord('')(byte);
}

/** The method of a request, or the `HTTP` of a response; only the latter is followed by a slash. */
function firstWord(word: string): Step {
  return (byte) => {
    if (isTokenByte(byte)) return firstWord(word.length > 4 ? word : word + String.fromCharCode(byte));
    if (byte === slash && word === 'HTTP') return expect('1.', digit(spaceBeforeStatus));
    return byte === space && word !== '' ? targetStart : 'not-http';
  };
}

function targetStart(byte: number): ReturnType<Step> {
  return byte === space ? 'not-http' : target(byte);
}

function target(byte: number): ReturnType<Step> {
  if (byte === space) return expect('HTTP/1.', digit(lineEnd));
  return byte > space && byte !== 0x7f ? target : 'not-http';
}

function spaceBeforeStatus(byte: number): ReturnType<Step> {
  return byte === space ? digit(digit(digit(afterStatus))) : 'not-http';
}

/** The reason may be missing, and its space as well. */
function afterStatus(byte: number): ReturnType<Step> {
  return byte === space ? reason : lineEnd(byte);
}

function reason(byte: number): ReturnType<Step> {
  if (byte === lf) return emptyLine;
  return byte === 0 ? 'not-http' : reason;
}

function lineEnd(byte: number): ReturnType<Step> {
  if (byte === lf) return emptyLine;
  return byte === cr ? afterCr : 'not-http';
}

function afterCr(byte: number): ReturnType<Step> {
  return byte === lf ? emptyLine : 'not-http';
}

/** At the beginning of a line, which ends the head when it is empty. */
function emptyLine(byte: number): ReturnType<Step> {
  if (byte === lf) return 'end';
  return byte === cr ? emptyLineCr : field;
}

function emptyLineCr(byte: number): ReturnType<Step> {
  return byte === lf ? 'end' : field;
}

function field(byte: number): ReturnType<Step> {
  return byte === lf ? emptyLine : field;
}

function expect(text: string, then: Step): Step {
  return (byte) => {
    if (byte !== text.charCodeAt(0)) return 'not-http';
    return text.length === 1 ? then : expect(text.slice(1), then);
  };
}

function digit(then: Step): Step {
  return (byte) => (byte >= 0x30 && byte <= 0x39 ? then : 'not-http');
}

/** RFC 9110 §5.6.2. */
function isTokenByte(byte: number): boolean {
  return byte > space && byte < 0x7f && !'"(),/:;<=>?@[\\]{}'.includes(String.fromCharCode(byte));
}
