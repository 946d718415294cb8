/** What stands in the matrix as one row: a client as people run it, and the server that it needs. */
export interface SetUp {
  /** Selects it on the command line, and heads its row. */
  readonly name: string;
  /** A file of `test/interop/clients`, as a program or as a page in headless Chromium; `reference`: the reference client of wschaos. */
  readonly client:
    | { readonly command: readonly string[]; readonly file: string }
    | { readonly page: string }
    | 'reference';
  /** A file of `test/interop/upstreams`; `built-in`: the ticker of wschaos. */
  readonly upstream: { readonly file: string; readonly path: string } | 'built-in';
  /** Whose versions stand beside it. */
  readonly packages: readonly Package[];
  /** How long it may believe in a silent link, by its own settings; `none` where it has no heartbeat. */
  readonly heartbeat: { readonly intervalMs: number; readonly timeoutMs: number } | 'none';
  /** It sends WebSocket pings, so that their answers can be dropped. */
  readonly sendsPings: boolean;
  /** What the wire shows comes too early: it is ready when it says so. */
  readonly ready?: 'told';
  /** How it is configured, and where that is our own choice. */
  readonly configuration: string;
}

/** Where a version is found. */
export type Package =
  | { readonly kind: 'npm'; readonly name: string }
  | { readonly kind: 'debian'; readonly name: string }
  | { readonly kind: 'node' }
  | { readonly kind: 'wschaos' };
