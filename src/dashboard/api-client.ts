/** Why the tool refused something, in its own words. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Each thing that is wrong, by itself. */
  readonly problems: readonly string[];

  constructor(status: number, message: string, problems: readonly string[] = []) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.problems = problems;
  }
}

/** Asks the tool that served the page. */
export interface ApiClient {
  /** @throws {ApiProblem} when the tool refuses; `TypeError` when it is gone */
  get<T>(path: string): Promise<T>;
  text(path: string): Promise<string>;
  send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<void>;
  stream(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
}

/** `token`: from the page's own address; `null`: it needs none. `origin`: where the tool is, when that is not where the page is from. */
export function createApiClient(token: string | null, origin = ''): ApiClient {
  const ask = async (path: string, { headers, ...init }: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${origin}/v1${path}`, {
      ...init,
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    });
    if (response.ok) return response;
    throw await readProblem(response);
  };
  return {
    async get<T>(path: string) {
      return (await (await ask(path)).json()) as T;
    },
    text: async (path) => (await ask(path)).text(),
    async send(method, path, body) {
      const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      await ask(path, { method, ...(body === undefined ? {} : json) });
    },
    stream: (path, headers, signal) => ask(path, { headers: { ...headers, accept: 'text/event-stream' }, signal }),
  };
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const body = (await response.json().catch(() => null)) as ProblemBody | null;
  const { message = `the tool answered ${status}`, problems = [] } = body?.error ?? {};
  return new ApiProblem(status, message, problems);
}

interface ProblemBody {
  readonly error?: { readonly message?: string; readonly problems?: readonly string[] };
}
