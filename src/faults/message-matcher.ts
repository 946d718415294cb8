import { frameMatcher } from './frame-matcher.ts';

/** The `frames:` of a fault that takes messages whole: continuations go with them and cannot be named alone. */
export const messageMatcher = frameMatcher.refine((matcher) => matcher.opcode?.includes('continuation') !== true, {
  error: 'a continuation is no message of its own: name what the message begins with, text, binary or data',
});
