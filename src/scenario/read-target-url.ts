import { quote } from './located-node.ts';

/** A URL of a target that can be dialled. */
export interface TargetUrl {
  readonly protocol: 'ws' | 'wss' | 'http' | 'https' | 'tcp';
  /** A name or an address; IPv6 without its brackets. */
  readonly host: string;
}

const protocols = ['ws', 'wss', 'http', 'https', 'tcp'] as const;
const authorityPattern =
  /^([a-z]+):\/\/(?:[^\s/?#@\\]*@)?(\[[^\s/?#@\\\]]*\]|[^\s/?#@\\:[\]]*)(?::([^\s/?#@\\]*))?(?:[/?#]\S*)?$/;
const tcpPattern = /^tcp:\/\/[^/?#]*:\d+\/?$/;

const namePattern = /^[\w-]+(?:\.[\w-]+)*\.?$/;
const numericEnding = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i;
const ipv4Pattern = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Reads the URL of a target; or says what is wrong with it. Whatever it accepts, the WHATWG parser reads as the same host. */
export function readTargetUrl(text: string): TargetUrl | string {
  const refuse = (why: string): string => `${quote(text)} is not a target; ${why}`;
  const match = authorityPattern.exec(text);
  const protocol = protocols.find((one) => one === match?.[1]);
  if (match === null || protocol === undefined || (protocol === 'tcp' && !tcpPattern.test(text))) {
    return refuse('expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT');
  }
  const [, , written = '', port] = match;
  if (written === '') return refuse('it names no host');
  const host = written.replace(/^\[|\]$/g, '');
  const isHost = written.startsWith('[') ? isIpv6(host) : isNameOrIpv4(host);
  if (!isHost) return refuse(`its host ${quote(written)} is neither a name nor an address`);
  if (port !== undefined && !isPort(port)) {
    return refuse(`its port ${quote(port)} is not a number from 1 to 65535`);
  }
  return { protocol, host };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** Names that end in a number are addresses to the WHATWG parser: it reads `127.1` as another host, and throws at `1.2.3.256`. */
function isNameOrIpv4(host: string): boolean {
  return numericEnding.test(host) ? ipv4Pattern.test(host) : namePattern.test(host);
}

/** RFC 4291 §2.2: eight groups, one run of zeros may be `::`, the last two may be an IPv4 address. */
function isIpv6(host: string): boolean {
  const halves = host.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = !host.endsWith('::') && ipv4Pattern.test(last);
  const isValid = (endsInIpv4 ? groups.slice(0, -1) : groups).every((group) => /^[\da-f]{1,4}$/i.test(group));
  const length = groups.length + (endsInIpv4 ? 1 : 0);
  return isValid && (halves.length === 2 ? length <= 7 : length === 8);
}
