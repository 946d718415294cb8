import { type FieldLayout, layoutHead } from './head-layout.ts';
import { encodeHeadText } from './head-text.ts';
import { joinBytes } from './join-bytes.ts';

/**
 * Gives a header another value, or takes it out (`undefined`); every other byte of the head stays as it is. The first line
 * of that name is rewritten in place and keeps its name's case, repetitions go; a header that was not there comes last.
 */
export function rewriteHeader(head: Uint8Array, name: string, value: string | undefined): Uint8Array {
  const { fields, fieldsEnd, lineEnd } = layoutHead(head);
  const [first, ...repeated] = fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
  const edits = repeated.map(cutField);
  if (first !== undefined) edits.unshift(value === undefined ? cutField(first) : setValue(first, value));
  else if (value !== undefined) edits.push({ start: fieldsEnd, end: fieldsEnd, text: `${name}: ${value}${lineEnd}` });
  return applyEdits(head, edits);
}

/**
 * Takes an extension out of what a request offers or a response accepts (RFC 6455 §9.1), every offer of it, with its
 * parameters. A `Sec-WebSocket-Extensions` line that names nothing else goes; one that does not name it stays as it is.
 */
export function removeExtension(head: Uint8Array, extension: string): Uint8Array {
  const edits: Edit[] = [];
  for (const field of layoutHead(head).fields) {
    if (field.name.toLowerCase() !== 'sec-websocket-extensions') continue;
    const offers = splitList(field.value);
    const kept = offers.filter((offer) => nameOf(offer) !== extension.toLowerCase());
    if (kept.length === offers.length) continue;
    edits.push(kept.every((offer) => offer === '') ? cutField(field) : setValue(field, kept.join(', ')));
  }
  return applyEdits(head, edits);
}

/** Replaces the bytes from `start` to `end` by `text`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function cutField({ start, end }: FieldLayout): Edit {
  return { start, end, text: '' };
}

function setValue({ valueStart, valueEnd }: FieldLayout, value: string): Edit {
  return { start: valueStart, end: valueEnd, text: value };
}

/** The edits stand in the order of the bytes and do not overlap. */
function applyEdits(head: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    parts.push(head.subarray(at, start), encodeHeadText(text));
    at = end;
  }
  parts.push(head.subarray(at));
  return joinBytes(parts);
}

/** The items of a comma-separated list; commas within quoted strings do not count. */
function splitList(list: string): string[] {
  const items = list.match(/(?:"(?:\\.|[^"\\])*"?|[^",])+/g) ?? [];
  return items.map((item) => item.trim());
}

function nameOf(offer: string): string {
  return (offer.split(';')[0] ?? '').trim().toLowerCase();
}
