import { WschaosError } from './error.ts';
import { formatSuggestion } from './suggest.ts';

/** What a value must be, as a test and in words. */
export interface OptionCheck {
  readonly expected: string;
  isValid(value: unknown): boolean;
}

/** One for each option that there is; one that is left out, or undefined, is good. */
export type OptionChecks<Options> = { readonly [Name in keyof Required<Options>]: OptionCheck };

/** Checked where it is used, with a message of its own. */
export const checkedElsewhere: OptionCheck = { expected: 'anything', isValid: () => true };

export const aFunction: OptionCheck = { expected: 'a function', isValid: (value) => typeof value === 'function' };

export const trueOrFalse: OptionCheck = { expected: 'true or false', isValid: (value) => typeof value === 'boolean' };

export const aText: OptionCheck = { expected: 'a text', isValid: (value) => typeof value === 'string' };

export const aList: OptionCheck = { expected: 'a list', isValid: (value) => Array.isArray(value) };

export const anObject: OptionCheck = { expected: 'an object', isValid: isPlain };

export function wholeNumberFrom(least: number): OptionCheck {
  return {
    expected: `a whole number from ${least}`,
    isValid: (value) => Number.isSafeInteger(value) && (value as number) >= least,
  };
}

export const aboveZero: OptionCheck = {
  expected: 'a number above 0',
  isValid: (value) => typeof value === 'number' && value > 0,
};

export const aShare: OptionCheck = {
  expected: 'a number from 0 to 1',
  isValid: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

export function oneOf(names: readonly (string | null)[]): OptionCheck {
  return { expected: `one of ${names.join(', ')}`, isValid: (value) => names.some((name) => name === value) };
}

export function either(one: OptionCheck, other: OptionCheck): OptionCheck {
  return {
    expected: `${one.expected}, or ${other.expected}`,
    isValid: (value) => one.isValid(value) || other.isValid(value),
  };
}

/**
 * Checks options that a program gives, where no compiler may have looked: what they are, their names, their values.
 * @throws {WschaosError} `option.invalid`
 */
export function checkOptions<Options>(what: string, given: unknown, checks: OptionChecks<Options>): void {
  if (!isPlain(given)) {
    throw new WschaosError('option.invalid', `${what}: expected an object of options, got ${describe(given)}`);
  }
  const names = Object.keys(checks);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(checks, name)) {
      const hint = `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`;
      throw new WschaosError('option.invalid', `${what}: no option "${name}"${formatSuggestion(name, names)}`, {
        hint,
      });
    }
    const { expected, isValid } = checks[name as keyof Options];
    if (value === undefined || isValid(value)) continue;
    throw new WschaosError('option.invalid', `${what}: "${name}" must be ${expected}, got ${describe(value)}`);
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
