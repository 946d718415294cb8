import { Hono } from 'hono';
import type { ControlProblem } from './control-problem.ts';
import { bodyOf, problemOf } from './control-problem.ts';
import type { Route } from './define-route.ts';

export interface AppOptions {
  readonly routes: readonly Route[];
  /** Adds more than the API: other servers' APIs, pages. */
  readonly mounts: readonly ((app: Hono) => void)[];
  /** Hears of defects: errors that no client is told of. */
  readonly onDefect: (error: unknown) => void;
}

/** The application behind the rules: every answer that is no success has its problem in the body. */
export function createApp({ routes, mounts, onDefect }: AppOptions): Hono {
  const app = new Hono({ strict: true });
  for (const { method, path, handle } of routes) app.on(method.toUpperCase(), path, (c) => handle(c));
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
    app.all(path, (c) => {
      const problem = {
        status: 405,
        code: 'request.method',
        message: `${c.req.method} is not possible here; ${allow} is`,
      };
      return answer(problem, { allow });
    });
  }
  for (const mount of mounts) mount(app);
  app.notFound((c) => {
    const path = c.req.path.slice(0, 200);
    return answer({ status: 404, code: 'request.not-found', message: `there is nothing at ${JSON.stringify(path)}` });
  });
  app.onError((error) => {
    const problem = problemOf(error);
    if (problem !== undefined) return answer(problem);
    onDefect(error);
    return answer({ status: 500, code: 'control.defect', message: 'a defect of wschaos; its own output tells more' });
  });
  return app;
}

function answer(problem: ControlProblem, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(bodyOf(problem), { status: problem.status, headers });
}
