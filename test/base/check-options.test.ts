import { expect, test } from 'vitest';
import {
  aboveZero,
  aFunction,
  aList,
  anObject,
  aShare,
  aText,
  checkedElsewhere,
  checkOptions,
  either,
  oneOf,
  trueOrFalse,
  wholeNumberFrom,
} from '../../src/base/check-options.ts';

interface Options {
  readonly name?: string;
  readonly onEvent?: () => void;
  readonly repeat?: number;
  readonly phase?: string | number;
  readonly factor?: number;
  readonly faults?: readonly string[];
  readonly listen?: object;
  readonly isBold?: boolean;
  readonly wait?: unknown;
}

const check = (given: unknown): void =>
  checkOptions<Options>('paint', given, {
    name: aText,
    onEvent: aFunction,
    repeat: wholeNumberFrom(1),
    phase: either(oneOf(['sweep', 'none']), aShare),
    factor: aboveZero,
    faults: aList,
    listen: anObject,
    isBold: trueOrFalse,
    wait: checkedElsewhere,
  });

test.each([
  ['none', {}],
  ['undefined ones', { name: undefined, repeat: undefined }],
  ['all that there are', { name: 'a', onEvent: () => {}, repeat: 1, phase: 0.5, factor: 0.1, faults: [], listen: {} }],
  ['a word where a number could be', { phase: 'sweep', isBold: false, wait: Number.NaN }],
])('options are good: %s', (_what, given) => {
  expect(() => check(given)).not.toThrow();
});

test.each([
  ['a text', 'bold', 'paint: expected an object of options, got "bold"'],
  ['a list', [1], 'paint: expected an object of options, got a list'],
  ['null', null, 'paint: expected an object of options, got null'],
  ['a name like one', { repaet: 2 }, 'paint: no option "repaet" (did you mean "repeat"?)'],
  ['a name like none', { toString: 2 }, 'paint: no option "toString"'],
  ['no text', { name: 5 }, 'paint: "name" must be a text, got 5'],
  ['no function', { onEvent: 'log' }, 'paint: "onEvent" must be a function, got "log"'],
  ['too little', { repeat: 0 }, 'paint: "repeat" must be a whole number from 1, got 0'],
  ['no whole number', { repeat: 1.5 }, 'paint: "repeat" must be a whole number from 1, got 1.5'],
  ['neither', { phase: 2 }, 'paint: "phase" must be one of sweep, none, or a number from 0 to 1, got 2'],
  ['no number', { factor: Number.NaN }, 'paint: "factor" must be a number above 0, got NaN'],
  ['no list', { faults: {} }, 'paint: "faults" must be a list, got an object'],
  ['no object', { listen: [] }, 'paint: "listen" must be an object, got a list'],
  ['neither true nor false', { isBold: 1 }, 'paint: "isBold" must be true or false, got 1'],
])('options are refused: %s', (_what, given, message) => {
  expect(() => check(given)).toThrow(expect.objectContaining({ code: 'option.invalid', message }));
});
