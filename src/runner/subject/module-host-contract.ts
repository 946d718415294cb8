/** What the program that runs a module finds in its environment, as JSON under {@link moduleHostVariable}. */
export interface ModuleHostTask {
  /** The module's absolute path. */
  readonly module: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the module is to find itself: the scenario's folder. */
  readonly cwd: string;
  readonly url: string;
  readonly seed: number;
  readonly client: number;
}

export const moduleHostVariable = 'WSCHAOS_MODULE_HOST';

/** What that program prints, one JSON line, before it calls the module or ends because it cannot. */
export type ModuleHostReport = { readonly host: 'loaded' } | { readonly host: 'failed'; readonly why: string };

/** `undefined` for any other line. */
export function parseModuleHostReport(line: string): ModuleHostReport | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('host' in value)) return undefined;
    if (value.host === 'loaded') return { host: 'loaded' };
    return value.host === 'failed' && 'why' in value ? { host: 'failed', why: String(value.why) } : undefined;
  } catch {
    return undefined;
  }
}
