/** Where to listen. */
export interface Address {
  /** A name or an address; IPv6 without its brackets. */
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
}

const pattern = /^(?:\[([\da-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/;

/** Reads `HOST:PORT` or `[::1]:PORT`; `undefined` when the text is anything else. */
export function parseAddress(text: string): Address | undefined {
  const [, ipv6, name, digits] = pattern.exec(text) ?? [];
  const host = ipv6 ?? name;
  const port = Number(digits);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}

/** Reads where to listen: `HOST:PORT`, `[::1]:PORT`, or `PORT` of 127.0.0.1; `undefined` when it is anything else. */
export function parseListenAddress(given: string | number): Address | undefined {
  const text = String(given);
  return parseAddress(/^\d+$/.test(text) ? `127.0.0.1:${text}` : text);
}
