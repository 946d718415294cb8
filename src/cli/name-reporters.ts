import type { ReporterRequest } from './reporter-requests.ts';

/** Who among the reporters may have done something: those of the user's own; `undefined` where there are none. */
export function nameReporters(requests: readonly ReporterRequest[]): string | undefined {
  const names = [...new Set(requests.flatMap((request) => (request.kind === 'own' ? [request.module] : [])))];
  if (names.length === 0) return undefined;
  return names.length === 1 ? `reporter ${names[0]}` : `one of the reporters ${names.join(', ')}`;
}
