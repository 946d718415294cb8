/**
 * The only globals, beyond the language itself, that the pure layers may use. `tsconfig.json` (beside this file) compiles them without
 * Node's and the DOM's types, so a timer, `process`, `Buffer` or `console` in a pure layer does not compile.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
