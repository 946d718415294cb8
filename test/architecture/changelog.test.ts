import { describe, expect, test } from 'vitest';
import { readText } from './tree.ts';

const changelog = readText('CHANGELOG.md');
const headings = changelog.split('\n').filter((line) => line.startsWith('##'));

const isHeading = (line: string): boolean =>
  /^## \[(?:Unreleased|\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d)/.test(line) ||
  /^### (?:Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(line);

describe('CHANGELOG.md', () => {
  test('begins with what is not released yet', () => {
    expect(headings[0]).toBe('## [Unreleased]');
  });

  test('has only the headings of Keep a Changelog', () => {
    expect(headings.filter((line) => !isHeading(line))).toEqual([]);
  });

  test.each([
    ['run --insecure'],
    ['129 on SIGHUP'],
    ['target.occupied'],
    ['left out of several'],
  ])('tells what a user meets: %s', (what) => {
    expect(changelog).toContain(what);
  });
});
