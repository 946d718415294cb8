import type { IterationContext, Observation } from '../../src/result/observation.ts';
import type { InvalidKind, Verdict } from '../../src/result/run-result.ts';
import {
  accept,
  blackhole,
  closeFrame,
  comeBack,
  contextOf,
  drop,
  exit,
  fault,
  finished,
  message,
  pause,
  ready,
  refuse,
  reject,
  reset,
  startUp,
  tell,
} from './stream.ts';

/** One way to a verdict. */
export interface VerdictStream {
  readonly title: string;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly reasonKind?: InvalidKind;
  readonly observations: readonly Observation[];
  readonly context: IterationContext;
}

const cut = [...startUp(), fault(1000, 'injected', 'reset', 1)];
const holed = [...startUp(), fault(1000, 'fault-start', 'blackhole'), fault(1000, 'injected', 'blackhole', 1)];
const paused = [...startUp(), fault(1000, 'fault-start', 'pause'), fault(1000, 'injected', 'pause', 1)];
const timeout = finished(21_000, 'timeout');
const withReset = contextOf();
const withBlackhole = contextOf({ faults: [blackhole] });
const withPause = contextOf({ faults: [pause] });

/** At least one way to every verdict, and the pairs whose precedence matters. */
export const verdictStreams: readonly VerdictStream[] = [
  {
    title: 'a client that is back',
    verdict: 'recovered',
    observations: [...cut, ...comeBack(1400), finished(1500)],
    context: withReset,
  },
  {
    title: 'a client that gave up and came back all the same',
    verdict: 'recovered',
    observations: [...cut, tell(1200, 'giveup'), ...comeBack(1400), finished(1500)],
    context: withReset,
  },
  {
    title: 'silence where no frame came that the fault picks',
    verdict: 'unaffected',
    observations: [...startUp(), fault(1000, 'injected', 'drop', 1), timeout],
    context: contextOf({ faults: [drop] }),
  },
  {
    title: 'silence behind frames that were dropped',
    verdict: 'undetected',
    observations: [...startUp(), fault(1000, 'injected', 'drop', 1), fault(1500, 'affected', 'drop', 1), timeout],
    context: contextOf({ faults: [drop] }),
  },
  { title: 'a reset that nobody noticed', verdict: 'undetected', observations: [...cut, timeout], context: withReset },
  {
    title: 'silence that nobody noticed',
    verdict: 'undetected',
    observations: [...holed, timeout],
    context: withBlackhole,
  },
  {
    title: 'a link on which messages go out and do not arrive',
    verdict: 'undetected',
    observations: [
      ...holed,
      message(1500, 'sent', 'up', 1),
      message(999, 'sent', 'down', 1),
      message(1001, 'delivered', 'down', 1),
      timeout,
    ],
    context: withBlackhole,
  },
  {
    title: 'one of two directions that is dead',
    verdict: 'undetected',
    observations: [
      ...holed,
      message(1500, 'sent', 'up', 1),
      message(1501, 'delivered', 'up', 1),
      message(1600, 'sent', 'down', 1),
      timeout,
    ],
    context: withBlackhole,
  },
  {
    title: 'a client that knows and dials in vain',
    verdict: 'stuck',
    observations: [...cut, accept(1400, { connection: 2 }), timeout],
    context: withReset,
  },
  {
    title: 'a client whose own ready never comes, whatever the wire says',
    verdict: 'stuck',
    observations: [tell(40, 'ready'), ...cut, ...comeBack(1400), timeout],
    context: withReset,
  },
  {
    title: 'a client that says that it gives up',
    verdict: 'gave-up',
    reason: 'client 1 gave up: upgrade.status:403',
    observations: [...cut, tell(1300, 'giveup', { cause: 'upgrade.status:403' }), finished(1400)],
    context: withReset,
  },
  {
    title: 'a client that gives up and then exits',
    verdict: 'gave-up',
    reason: 'client 1 gave up',
    observations: [...cut, tell(1300, 'giveup'), exit(1301, 1), finished(1400)],
    context: withReset,
  },
  {
    title: 'a client that gives up under a benign fault',
    verdict: 'gave-up',
    reason: 'client 1 gave up',
    observations: [...paused, closeFrame(1500, 'client'), tell(1600, 'giveup'), finished(4000)],
    context: withPause,
  },
  {
    title: 'a client that dies',
    verdict: 'crashed',
    reason: 'client 1 exited with code 1: Error: boom',
    observations: [...cut, exit(1005, 1, ['Error: boom', '']), finished(1400)],
    context: withReset,
  },
  {
    title: 'a client that dies before the fault is due',
    verdict: 'crashed',
    reason: 'client 1 was killed by SIGSEGV',
    observations: [...startUp(), exit(300, null), finished(400)],
    context: withReset,
  },
  {
    title: 'a client that is back and dies',
    verdict: 'crashed',
    reason: 'client 1 exited with code 0',
    observations: [...cut, ...comeBack(1400), exit(1500, 0), finished(1600)],
    context: withReset,
  },
  {
    title: 'a link broken under a benign fault',
    verdict: 'spurious',
    reason: 'client 1 broke its link under a benign fault (dial)',
    observations: [...paused, ...comeBack(1400), finished(4000)],
    context: withPause,
  },
  {
    title: 'a link broken without any fault',
    verdict: 'spurious',
    reason: 'client 1 broke its link without a fault (close:1000)',
    observations: [...startUp(), closeFrame(500, 'client'), ...comeBack(600), finished(4000)],
    context: contextOf({ faults: [] }),
  },
  {
    title: 'a benign fault that costs nothing',
    verdict: 'unaffected',
    observations: [...paused, timeout],
    context: withPause,
  },
  {
    title: 'no fault and no loss',
    verdict: 'unaffected',
    observations: [...startUp(), finished(4000)],
    context: contextOf({ faults: [] }),
  },
  {
    title: 'a link on which a round trip is completed after the fault',
    verdict: 'unaffected',
    observations: [...holed, ready(3000), timeout],
    context: withBlackhole,
  },
  {
    title: 'a link on which messages go on arriving',
    verdict: 'unaffected',
    observations: [...holed, message(1500, 'sent', 'up', 1), message(1501, 'delivered', 'up', 1), timeout],
    context: withBlackhole,
  },
  {
    title: 'a listener that closed beside a link that lives',
    verdict: 'unaffected',
    observations: [...startUp(), fault(1000, 'injected', 'refuse'), timeout],
    context: contextOf({ faults: [refuse] }),
  },
  {
    title: 'an iteration that the runner calls disturbed',
    verdict: 'invalid',
    reasonKind: 'disturbed',
    reason: 'port 9000 was taken by another process',
    observations: [...cut, ...comeBack(1400), finished(1500, 'disturbed', 'port 9000 was taken by another process')],
    context: withReset,
  },
  {
    title: 'too much noise, whatever the client did',
    verdict: 'invalid',
    reasonKind: 'noise',
    reason: 'event-loop delay 31 ms exceeds 10 ms',
    observations: [...cut, exit(1005, 1), finished(1400)],
    context: contextOf({ loopDelayMs: 31 }),
  },
  {
    title: 'a client that is never steady',
    verdict: 'invalid',
    reasonKind: 'never-steady',
    reason: 'client never steady',
    observations: [accept(10), finished(20_000, 'timeout')],
    context: withReset,
  },
  {
    title: 'a client that was never steady, starved or not',
    verdict: 'invalid',
    reasonKind: 'never-steady',
    reason: 'client never steady; and event-loop delay 31 ms exceeds 10 ms',
    observations: [accept(10), finished(20_000, 'timeout')],
    context: contextOf({ loopDelayMs: 31 }),
  },
  {
    title: 'a client that is back before the loop was sampled',
    verdict: 'recovered',
    observations: [...cut, ...comeBack(1400), finished(1500)],
    context: contextOf({ loopDelayMs: null }),
  },
  {
    title: 'a client that dies before it is steady',
    verdict: 'invalid',
    reasonKind: 'never-steady',
    reason: 'client never steady: client 1 exited with code 127: sh: nope: not found',
    observations: [exit(50, 127, ['sh: nope: not found']), finished(60)],
    context: withReset,
  },
  {
    title: 'a fault that never started',
    verdict: 'invalid',
    reasonKind: 'never-started',
    reason: 'no fault started before the iteration ended (reset)',
    observations: [...startUp(), timeout],
    context: withReset,
  },
  {
    title: 'a measured fault that touched nothing',
    verdict: 'invalid',
    reasonKind: 'touched-nothing',
    reason: 'fault "reset", from which `measure` counts, touched nothing',
    observations: [...startUp(), fault(1000, 'fault-start', 'reset'), timeout],
    context: contextOf({ measure: { from: 'reset', lifted: undefined } }),
  },
  {
    title: 'a harmful fault that touched nothing',
    verdict: 'invalid',
    reasonKind: 'touched-nothing',
    reason: 'fault "reset" touched nothing',
    observations: [...startUp(), fault(1000, 'fault-start', 'reset'), timeout],
    context: withReset,
  },
  {
    title: 'a benign fault that touched nothing',
    verdict: 'invalid',
    reasonKind: 'touched-nothing',
    reason: 'fault "pause" touched nothing',
    observations: [...startUp(), fault(1000, 'fault-start', 'pause'), timeout],
    context: withPause,
  },
  {
    title: 'harmful faults of which none touched anything, beside a benign one that did',
    verdict: 'invalid',
    reasonKind: 'touched-nothing',
    reason: 'the faults touched nothing (reset, reject)',
    observations: [...paused, fault(1000, 'fault-start', 'reset'), fault(1000, 'fault-start', 'reject'), timeout],
    context: contextOf({ faults: [pause, reset, reject] }),
  },
  {
    title: 'a fault on new connections that only ever changed something there',
    verdict: 'recovered',
    observations: [
      ...startUp(),
      fault(1000, 'fault-start', 'reject'),
      ...cut.slice(startUp().length),
      accept(1100, { connection: 2 }),
      fault(1101, 'affected', 'reject', 2),
      ...comeBack(1400, 3),
      finished(1500),
    ],
    context: contextOf({ faults: [reject, pause] }),
  },
];
