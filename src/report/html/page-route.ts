/** What a page shows: all cases, or one of them and perhaps an iteration of it. */
export interface PageRoute {
  readonly caseId?: string;
  readonly iteration?: number;
}

/** The part of the address behind the file: `#/case/half-open/11`. */
export function formatRoute({ caseId, iteration }: PageRoute): string {
  if (caseId === undefined) return '#/';
  const tail = iteration === undefined ? '' : `/${iteration}`;
  return `#/case/${encodeId(caseId)}${tail}`;
}

/** Reads it; an address that is none of ours shows all cases. */
export function parseRoute(hash: string): PageRoute {
  const [, id, index] = /^#\/case\/([^/]+)(?:\/(\d+))?$/.exec(hash) ?? [];
  const caseId = id === undefined ? undefined : decodeId(id);
  if (caseId === undefined) return {};
  return index === undefined ? { caseId } : { caseId, iteration: Number(index) };
}

/** Half of a surrogate pair has no UTF-8: in an address it is what everybody makes of it. */
function encodeId(id: string): string {
  return encodeURIComponent(id.replace(/\p{Cs}/gu, '\uFFFD'));
}

function decodeId(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
