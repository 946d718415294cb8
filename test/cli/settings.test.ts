import { describe, expect, test } from 'vitest';
import {
  parseInteger,
  parseJobs,
  parsePhase,
  parsePositiveDuration,
  readSetting,
  splitList,
} from '../../src/cli/settings.ts';

const given = (text: string) => ({ text, source: '--it' });

describe('a setting', () => {
  test.each([
    ['the option, though there is a variable', '5', { WSCHAOS_SEED: '6' }, { text: '5', source: '--seed' }],
    ['the variable without the option', undefined, { WSCHAOS_SEED: '6' }, { text: '6', source: 'WSCHAOS_SEED' }],
    ['nothing with an empty variable', undefined, { WSCHAOS_SEED: '' }, undefined],
    ['nothing without either', undefined, {}, undefined],
  ])('is %s', (_what, option, env, expected) => {
    expect(readSetting('seed', option, env)).toEqual(expected);
  });
});

describe('a value', () => {
  test.each([
    ['a whole number', () => parseInteger(given('12'), 1), 12],
    ['the least whole number', () => parseInteger(given('0'), 0), 0],
    ['a duration in milliseconds', () => parsePositiveDuration(given('1.5s')), 1500],
    ['a phase between 0 and 1', () => parsePhase(given('.525')), 0.525],
    ['the name of a way to sweep', () => parsePhase(given('sweep')), 'sweep'],
    ['a number of jobs', () => parseJobs(given('4')), 4],
    ['jobs left to us', () => parseJobs(given('auto')), 'auto'],
    ['a list with commas, and repeated', () => splitList(['a,b', 'c', ',']), ['a', 'b', 'c']],
  ])('may be %s', (_what, read, expected) => {
    expect(read()).toEqual(expected);
  });

  test.each([
    ['a fraction', () => parseInteger(given('1.5'), 1), '--it: expected a whole number from 1 on, got "1.5"'],
    ['too small', () => parseInteger(given('0'), 1), '--it: expected a whole number from 1 on, got "0"'],
    ['negative', () => parseInteger(given('-5'), 0), '--it: expected a whole number from 0 on, got "-5"'],
    [
      'not exact as a number',
      () => parseInteger(given('9007199254740993'), 0),
      '--it: expected a whole number from 0 on, got "9007199254740993"',
    ],
    [
      'a duration without a unit',
      () => parsePositiveDuration(given('20')),
      '--it: expected a duration such as "500ms" or "20s", got "20"',
    ],
    [
      'no time at all',
      () => parsePositiveDuration(given('0s')),
      '--it: expected a duration such as "500ms" or "20s", got "0s"',
    ],
    [
      'a phase above 1',
      () => parsePhase(given('1.1')),
      '--it: expected a number from 0 to 1, or sweep, random or none, got "1.1"',
    ],
    ['no number of jobs', () => parseJobs(given('many')), '--it: expected a whole number or auto, got "many"'],
  ])('is refused when it is %s', (_what, read, message) => {
    expect(read).toThrow(message);
  });
});
