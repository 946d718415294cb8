import { decodeHeadText } from './head-text.ts';

/** A header's name as it was written and its value without the space around it. */
export type HeaderField = readonly [name: string, value: string];

/** One header of a head, with the place of its bytes. */
export interface FieldLayout {
  readonly name: string;
  /** A value folded over several lines (RFC 9112 §5.2) is joined with spaces. */
  readonly value: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Past the end of its line, or of its last line when it is folded. */
  readonly end: number;
}

/** Where everything stands in a head. */
export interface HeadLayout {
  /** Without its line end; empty lines before it do not count. */
  readonly startLine: string;
  /** Lines without a colon are left out. */
  readonly fields: readonly FieldLayout[];
  /** Where the empty line begins that ends the head. */
  readonly fieldsEnd: number;
  /** As the start line has it. */
  readonly lineEnd: '\r\n' | '\n';
}

/** Finds the lines of a complete head, of a request or a response. */
export function layoutHead(head: Uint8Array): HeadLayout {
  // One character is one byte, so offsets in the text are offsets in the head.
  const text = decodeHeadText(head);
  const startLineAt = /^[\r\n]*/.exec(text)?.[0].length ?? 0;
  const startLineEnd = endOfLine(text, startLineAt);
  const fields: FieldLayout[] = [];
  let at = startLineEnd;
  while (at < text.length && !isEmptyLine(text, at)) {
    const end = endOfField(text, at);
    const field = layoutField(text, at, end);
    if (field !== undefined) fields.push(field);
    at = end;
  }
  return {
    startLine: text.slice(startLineAt, startLineEnd).replace(/\r?\n$/, ''),
    fields,
    fieldsEnd: at,
    lineEnd: text.slice(startLineAt, startLineEnd).endsWith('\r\n') ? '\r\n' : '\n',
  };
}

/** All values of a header, joined by a comma as RFC 9110 §5.3 allows; `undefined` when there is none. */
export function findHeader(headers: readonly HeaderField[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = headers.filter(([other]) => other.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

function layoutField(text: string, start: number, end: number): FieldLayout | undefined {
  const colon = text.slice(start, end).indexOf(':');
  if (colon === -1) return undefined;
  let valueStart = start + colon + 1;
  let valueEnd = end;
  while (valueEnd > valueStart && isSpace(text, valueEnd - 1)) valueEnd--;
  while (valueStart < valueEnd && isSpace(text, valueStart)) valueStart++;
  const lines = text.slice(valueStart, valueEnd).split('\n');
  return {
    name: text.slice(start, start + colon).trimEnd(),
    value: lines.length === 1 ? (lines[0] as string) : lines.map((line) => line.trim()).join(' '),
    start,
    valueStart,
    valueEnd,
    end,
  };
}

/** Past the line that begins at `start` and the lines folded to it. */
function endOfField(text: string, start: number): number {
  let end = endOfLine(text, start);
  while (text[end] === ' ' || text[end] === '\t') end = endOfLine(text, end);
  return end;
}

function endOfLine(text: string, start: number): number {
  const lf = text.indexOf('\n', start);
  return lf === -1 ? text.length : lf + 1;
}

function isEmptyLine(text: string, start: number): boolean {
  return text[start] === '\n' || text.startsWith('\r\n', start);
}

/** Not as `trim` has it, which takes the no-break space U+00A0 too, a part of many UTF-8 sequences. */
function isSpace(text: string, at: number): boolean {
  return ' \t\r\n'.includes(text.charAt(at));
}
