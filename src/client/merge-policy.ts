import { type ClientPolicy, defaultClientPolicy } from '../base/client-policy.ts';

/** Any part of a {@link ClientPolicy}, at both levels. */
export type PolicyOverrides = {
  readonly [Key in keyof ClientPolicy]?: Key extends 'heartbeat' | 'reconnect' | 'queue' | 'send'
    ? Partial<ClientPolicy[Key]>
    : ClientPolicy[Key];
};

/** The default policy with what is given in its place; headers and lists are replaced, not merged. */
export function mergePolicy(overrides: PolicyOverrides): ClientPolicy {
  const { heartbeat, reconnect, queue, send } = defaultClientPolicy;
  return {
    ...defaultClientPolicy,
    ...overrides,
    heartbeat: { ...heartbeat, ...overrides.heartbeat },
    reconnect: { ...reconnect, ...overrides.reconnect },
    queue: { ...queue, ...overrides.queue },
    send: { ...send, ...overrides.send },
  };
}
