import type { TargetSpec } from '../scenario/scenario-case.ts';

/** What a case ran against, for its report: `builtin echo`, or a URL without its name, password and query, which may be secret. */
export function describeTarget(target: TargetSpec): string {
  if (target.kind === 'builtin') return `builtin ${target.server}`;
  const { protocol, host, pathname, search } = new URL(target.url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}${search === '' ? '' : '?…'}`;
}
