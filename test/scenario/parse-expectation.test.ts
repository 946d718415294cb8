import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operators, statistics } from '../../src/base/expectation.ts';
import { metrics } from '../../src/base/metric.ts';
import { type Bound, parseExpectation } from '../../src/scenario/parse-expectation.ts';

const metricNames = metrics.map(({ name }) => name).join(', ');

const bound = (
  metric: string,
  statistic: Bound['statistic'],
  operator: Bound['operator'],
  value: number,
  unit: Bound['unit'],
): Bound => ({ metric, statistic, operator, value, unit });

describe('an expectation', () => {
  test.each([
    ['detection.p95 < 100ms', bound('detection', 'p95', '<', 100, 'duration')],
    ['recovered == 100%', bound('recovered', undefined, '==', 1, 'share')],
    ['recovered >= 99.5 %', bound('recovered', undefined, '>=', 0.995, 'share')],
    ['attempts.max <= 12', bound('attempts', 'max', '<=', 12, 'count')],
    ['attempts.median <= 1.5', bound('attempts', 'median', '<=', 1.5, 'count')],
    ['schedule.6.median < 3s', bound('schedule.6', 'median', '<', 3_000, 'duration')],
    ['schedule.0 >= 450ms', bound('schedule.0', undefined, '>=', 450, 'duration')],
    ['messages.lost == 0', bound('messages.lost', undefined, '==', 0, 'count')],
    ['connects.peak1s.max < 20', bound('connects.peak1s', 'max', '<', 20, 'count')],
    ['sockets.max == 1', bound('sockets.max', undefined, '==', 1, 'count')],
    ['sockets.max.max != 2', bound('sockets.max', 'max', '!=', 2, 'count')],
    ['server.detection.min>1.5m', bound('server.detection', 'min', '>', 90_000, 'duration')],
    ['  detection  <=  0ms  ', bound('detection', undefined, '<=', 0, 'duration')],
  ])('is read: %s', (text, expected) => {
    expect(parseExpectation(text)).toEqual({ kind: 'bound', bound: expected });
  });

  test.each([
    ['detecton.p95 < 1s', 'unknown metric "detecton" (did you mean "detection"?)', 'detecton'],
    ['  latencyy < 1s', `unknown metric "latencyy"; expected one of ${metricNames}`, 'latencyy'],
    ['messages.lots == 0', 'unknown metric "messages.lots" (did you mean "messages.lost"?)', 'messages.lots'],
    ['schedule.max < 1s', '"schedule" needs the number of an attempt, such as "schedule.6"', 'schedule'],
    ['schedule.K < 1s', '"schedule" needs the number of an attempt, such as "schedule.6"', 'schedule.K'],
    ['detection.p96 < 1s', 'unknown statistic "p96" (did you mean "p90"?)', 'p96'],
    [
      'detection.average < 1s',
      'unknown statistic "average"; expected one of min, median, p90, p95, p99, max',
      'average',
    ],
    ['recovered.min == 100%', '"recovered" is one figure over all iterations and has no statistic', '.min'],
    ['detection => 1s', 'unknown operator "=>" (did you mean ">="?)', '=>'],
    ['detection = 1s', 'unknown operator "=" (did you mean "=="?)', '='],
    ['detection !~ 1s', 'unknown operator "!~"; expected one of <= >= < > == !=', '!~'],
    ['detection 1s', 'expected an operator (<= >= < > == !=) after "detection", got "1s"', '1s'],
    ['detection', 'expected an operator (<= >= < > == !=) after "detection", got nothing', ''],
    ['detection < 100', 'a duration needs a unit: "100ms" or "100s"?', '100'],
    ['detection <', 'expected a duration, such as "100ms"', ''],
    ['detection < 5 ms', '"5 ms" is not a duration; expected a number and a unit (us, ms, s, m, h)', '5 ms'],
    ['detection < -5ms', '"-5ms" is not a duration; expected a number and a unit (us, ms, s, m, h)', '-5ms'],
    ['attempts.max <= 12s', 'a count has no unit: "12" instead of "12s"', '12s'],
    ['attempts <= many', 'expected a number, got "many"', 'many'],
    ['attempts <=', 'expected a number, got nothing', ''],
    ['recovered == 1', 'a share needs a percent sign: "100%"?', '1'],
    ['recovered == 0.07', 'a share needs a percent sign: "7%"?', '0.07'],
    ['recovered == 95', 'a share needs a percent sign: "95%"?', '95'],
    ['recovered == all', 'expected a percentage such as "100%", got "all"', 'all'],
    ['recovered == 101%', 'a share is at most 100%, got "101%"', '101%'],
    ['< 5s', 'expected a metric, an operator and a value, such as "detection.p95 < 100ms"', '< 5s'],
    ['', 'expected a metric, an operator and a value, such as "detection.p95 < 100ms"', ''],
  ])('is refused where it is wrong: %s', (text, message, marked) => {
    const offset = marked === '' ? text.length : text.lastIndexOf(marked);
    expect(parseExpectation(text)).toEqual({ kind: 'problem', message, offset, length: Math.max(1, marked.length) });
  });

  test('of any metric, statistic and operator is read, whatever the spaces', () => {
    const values = { duration: ['100ms', 100], count: ['3', 3], share: ['50%', 0.5] } as const;
    const space = fc.constantFrom('', ' ', '   ');
    const names = fc.constantFrom(...metrics.filter(({ name }) => name !== 'schedule.K'));
    const statistic = fc.option(fc.constantFrom(...statistics), { nil: undefined });
    fc.assert(
      fc.property(names, statistic, fc.constantFrom(...operators), space, space, (metric, wanted, operator, a, b) => {
        const given = metric.unit === 'share' ? undefined : wanted;
        const [literal, value] = values[metric.unit];
        const text = `${metric.name}${given === undefined ? '' : `.${given}`}${a}${operator}${b}${literal}`;
        const expected = bound(metric.name, given, operator, value, metric.unit);
        expect(parseExpectation(text)).toEqual({ kind: 'bound', bound: expected });
      }),
    );
  });

  test('that is any text at all is read or refused within its length', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsing = parseExpectation(text);
        if (parsing.kind === 'problem') expect(parsing.offset).toBeLessThanOrEqual(text.length);
        else expect(parsing.bound.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
