import type { Measurement, Sample } from './api-types.ts';
import { formatMs } from './format-figure.ts';

/** How a measurement stands, in a word and a tone. */
export interface MeasuredWords {
  readonly verdict: string;
  readonly tone: 'good' | 'bad' | 'wait' | 'plain';
  readonly detection: string;
  readonly recovery: string;
  /** What the user felt, where that is known and is not the recovery. */
  readonly outage: string;
}

const good: ReadonlySet<string> = new Set(['recovered', 'unaffected']);

/** What was measured, as it is now: a fault that was just thrown has nothing yet, and nothing is written as 0. */
export function describeMeasurement(measurement: Measurement, now: number): MeasuredWords {
  const { verdict, isFinal, samples, startedAt, marks } = measurement;
  const isWaiting = startedAt === null;
  const isBusy = !isFinal && !isWaiting && !good.has(verdict) && typeof samples.recovery !== 'number';
  const since = startedAt === null ? 0 : now - startedAt;
  const figure = (sample: Sample): string =>
    typeof sample === 'number' ? formatMs(sample) : sample === 'censored' && isBusy ? `${formatMs(since)} …` : '–';
  return {
    verdict: isWaiting
      ? 'waiting'
      : isBusy
        ? marks.detected === null
          ? 'not detected yet'
          : 'on its way back'
        : verdict,
    tone: isWaiting ? 'plain' : isBusy ? 'wait' : good.has(verdict) ? 'good' : 'bad',
    detection: figure(samples.detection),
    recovery: figure(samples.recovery),
    outage:
      typeof samples.outage === 'number' && samples.outage !== samples.recovery
        ? `outage ${formatMs(samples.outage)}${samples.recovery === 0 ? ', back before its end' : ''}`
        : '',
  };
}
