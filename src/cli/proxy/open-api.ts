import type { Address } from '../../base/address.ts';
import type { Control } from '../../control/create-control.ts';
import type { SessionRegistry } from '../../runner/session/session-registry.ts';

export interface ApiOptions {
  readonly registry: SessionRegistry;
  readonly address: Address;
  readonly token: string | undefined;
  readonly metrics: boolean;
  readonly onDefect: (error: unknown) => void;
}

/** Serves the control API. What serves it is loaded only now: other commands start without it. */
export async function openApi(options: ApiOptions): Promise<Control> {
  const { createControl } = await import('../../control/create-control.ts');
  return createControl(options);
}
