import { describe, expect, it } from 'vitest';
import { duration } from '../../src/base/duration-schema.ts';

describe('a duration in a file', () => {
  it('becomes milliseconds', () => {
    expect(duration.parse('1.5s')).toBe(1_500);
  });

  it.each<[string, unknown, string]>([
    ['a number', 500, 'a duration needs a unit: "500ms" or "500s"?'],
    ['digits', '500', 'a duration needs a unit: "500ms" or "500s"?'],
    [
      'other text',
      '5 sec',
      '"5 sec" is not a duration; expected a number and a unit (us, ms, s, m, h), such as "500ms"',
    ],
    ['nothing', undefined, 'expected a duration such as "500ms"'],
    ['a list', [], 'expected a duration such as "500ms" or "2s"'],
  ])('is refused with a remedy when it is %s', (_, input, message) => {
    expect(duration.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
