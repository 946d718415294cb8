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
