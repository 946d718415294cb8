import { encodeJson } from '../encode-json.ts';

/**
 * JSON for a `<script type="application/json">`. Inside of it no entity is read, but `</script` ends it and `<!--` changes how
 * it ends: so no `<` stands there as such. Halves of surrogate pairs, which no UTF-8 has, are escapes already.
 */
export function embedJson(value: unknown): string {
  return encodeJson(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}
