import type { Cancel, Clock } from '../../base/clock.ts';
import { formatDuration } from '../../base/duration.ts';
import { createProxy } from '../../proxy/proxy.ts';
import type { Behaviour } from './define-behaviours.ts';
import { type Judgement, judgeBehaviour, type Sighting } from './judge-behaviour.ts';
import type { Observation } from './observation.ts';
import { createStage, type StartRelay } from './stage.ts';

/** One behaviour, done directly and through the proxy. */
export interface BehaviourResult extends Judgement {
  readonly group: string;
  readonly name: string;
  /** The declared difference, where there is one. */
  readonly inherent?: { readonly name: string; readonly because: string };
  readonly direct: Observation;
  readonly proxied: Observation;
}

export interface SelftestOptions {
  readonly behaviours: readonly Behaviour[];
  readonly clock: Clock;
  /** A run of a behaviour that takes longer is cut off. Default 15,000. */
  readonly timeoutMs?: number;
  /** What is tested in place of the proxy. */
  readonly startRelay?: StartRelay;
  /** Ends the test after the behaviour under way. */
  readonly signal?: AbortSignal;
  readonly onResult?: (result: BehaviourResult) => void;
}

/** Runs each behaviour twice, on connections of its own, and compares what both ends saw. */
export async function runSelftest(options: SelftestOptions): Promise<readonly BehaviourResult[]> {
  const { behaviours, clock, timeoutMs = 15_000, onResult, signal } = options;
  const startRelay = options.startRelay ?? ((target: string) => createProxy({ target, clock }));
  const results: BehaviourResult[] = [];
  for (const behaviour of behaviours) {
    if (signal?.aborted === true) break;
    const { group, name, inherent } = behaviour;
    const direct = await observe(behaviour, dialDirectly, clock, timeoutMs);
    const proxied = await observe(behaviour, startRelay, clock, timeoutMs);
    const result: BehaviourResult = {
      group,
      name,
      ...(inherent === undefined ? {} : { inherent: { name: inherent.name, because: inherent.because } }),
      ...judgeBehaviour(direct, proxied, inherent),
      direct: direct.seen,
      proxied: proxied.seen,
    };
    results.push(result);
    onResult?.(result);
  }
  return results;
}

/** No relay at all. */
const dialDirectly: StartRelay = async (target) => ({
  port: Number(new URL(target).port),
  async [Symbol.asyncDispose]() {},
});

async function observe({ run }: Behaviour, startRelay: StartRelay, clock: Clock, timeoutMs: number): Promise<Sighting> {
  await using stage = createStage(startRelay);
  let cancel: Cancel = () => {};
  const tooLate = new Promise<string>((resolve) => {
    const text = `nothing more happened within ${formatDuration(timeoutMs)}`;
    cancel = clock.schedule(clock.now() + timeoutMs, () => resolve(text));
  });
  const ran = run(stage).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const trouble = await Promise.race([ran, tooLate]);
  cancel();
  const seen = stage.observe();
  return trouble === undefined ? { seen } : { seen, trouble };
}
