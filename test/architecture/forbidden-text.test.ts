import { describe, expect, test } from 'vitest';
import { listFiles, readText } from './tree.ts';

/** A text that must not stand in some files, and what to do instead. */
interface ForbiddenText {
  readonly what: string;
  readonly where: (path: string) => boolean;
  readonly pattern: RegExp;
  readonly instead: string;
}

const anywhere = (): boolean => true;
const isTest = (path: string): boolean => path.endsWith('.test.ts');

const forbidden: readonly ForbiddenText[] = [
  {
    what: 'sleep',
    where: isTest,
    pattern: /\bsetTimeout\(|\bsleep\(|timers\/promises/,
    instead: 'wait for an event, or move the manual clock',
  },
  {
    what: 'mocked module',
    where: isTest,
    pattern: /\bvi\.(?:mock|doMock|hoisted)\(/,
    instead: 'pass the collaborator as an argument',
  },
  {
    what: 'test that does not run',
    where: isTest,
    pattern: /\b(?:test|it|describe)\.(?:skip|skipIf|runIf|only|todo)\b|\bx(?:it|test|describe)\(/,
    instead: 'make it run everywhere, or remove it',
  },
  {
    what: 'silenced check',
    where: anywhere,
    pattern: /biome-ignore|@ts-(?:ignore|expect-error|nocheck)|depcruise-ignore|@knipignore/,
    instead: 'mend what the check found, or change the rule for all in its configuration',
  },
  {
    what: 'note to self',
    where: anywhere,
    pattern: /\b(?:TODO|FIXME|XXX)\b/,
    instead: 'do it now, or leave it out',
  },
];

/** This file and the one that plants violations must name what they look for. */
const exempt: readonly string[] = ['forbidden-text.test.ts', 'planted/planted-violations.test.ts'].map(
  (name) => `test/architecture/${name}`,
);

const files = listFiles(['bin', 'src', 'test', 'scenarios'], '.ts', '.js', '.mjs', '.yaml').filter(
  (path) => !exempt.includes(path),
);

describe('no source file holds a', () => {
  test.each(forbidden.map((text) => [text.what, text] as const))('%s', (_what, { where, pattern, instead }) => {
    const found = files.filter(where).flatMap((path) =>
      readText(path)
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()} (${instead})`] : [])),
    );
    expect(found).toEqual([]);
  });
});
