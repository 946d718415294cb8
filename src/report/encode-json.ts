/** JSON has no infinity: `JSON.stringify` would write `null`, which means "not observed". */
export function encodeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, member) => (member === Number.POSITIVE_INFINITY ? 'censored' : member), indent);
}
