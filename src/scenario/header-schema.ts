import { z } from 'zod';

/** RFC 9110 §5.6.2: a token. */
const name = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not a header name');
/** RFC 9110 §5.5: what would end the line would make another header of the rest. */
const value = z.string().regex(/^[^\r\n\0]*$/, 'a header value has no line breaks');

/** Headers of an upgrade request; numbers and truth values are text here. */
export const headers = z.record(name, z.union([value, z.number(), z.boolean()]).transform(String));
