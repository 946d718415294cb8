import type { Clock } from '../../base/clock.ts';
import type { Lateness } from '../loop-delay.ts';

/** Questions to another process of ours how late it was; it answers them in order. */
export interface LatenessInquiry {
  /** `send` sends the question. A process that does not say is later than we wait for it. */
  ask(send: () => void): Promise<Lateness>;
  answer(lateness: Lateness): void;
  /** It is gone, which is told elsewhere. */
  end(): void;
}

const answerLimitMs = 5_000;
const unknown: Lateness = { standstills: [] };

export function createLatenessInquiry(clock: Clock): LatenessInquiry {
  const asked: ((lateness: Lateness) => void)[] = [];
  let hasEnded = false;
  const answer = (lateness: Lateness): void => asked.shift()?.(lateness);

  return {
    ask(send) {
      if (hasEnded) return Promise.resolve(unknown);
      return new Promise((resolve) => {
        const cancel = clock.schedule(clock.now() + answerLimitMs, () =>
          resolve({ p99Ms: answerLimitMs, maxMs: answerLimitMs, standstills: [] }),
        );
        asked.push((lateness) => {
          cancel();
          resolve(lateness);
        });
        send();
      });
    },
    answer,
    end() {
      hasEnded = true;
      while (asked.length > 0) answer(unknown);
    },
  };
}
