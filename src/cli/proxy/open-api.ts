import type { SessionRegistry } from '../../runner/session/session-registry.ts';
import type { PlannedApi } from './plan-api.ts';

export interface ApiOptions {
  readonly registry: SessionRegistry;
  readonly onDefect: (error: unknown) => void;
}

/** An API that is served. */
export interface OpenApi {
  readonly url: string;
  /** With the token that the page asks for. */
  readonly pageUrl: string | undefined;
  close(): Promise<void>;
}

/** Serves the control API, and the page. What serves them is loaded only now: other commands start without it. */
export async function openApi({ hasPage, ...planned }: PlannedApi, options: ApiOptions): Promise<OpenApi> {
  const [{ createControl }, mounts] = await Promise.all([
    import('../../control/create-control.ts'),
    hasPage ? loadPage() : [],
  ]);
  const { url, close } = await createControl({ ...planned, ...options, mounts });
  return { url, pageUrl: hasPage ? `${url}/?token=${encodeURIComponent(planned.token ?? '')}` : undefined, close };
}

async function loadPage() {
  const { mountDashboard } = await import('../../control/dashboard-page.ts');
  return [mountDashboard];
}
