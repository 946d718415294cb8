import { expect, test } from 'vitest';
import { faultButtons } from '../../src/dashboard/fault-buttons.ts';
import { keyTable } from '../../src/dashboard/key-table.ts';

test('each key is told once', () => {
  const keys = keyTable.map(([key]) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the keys of the buttons are told first', () => {
  expect(keyTable.slice(0, faultButtons.length).map(([key]) => key)).toEqual(faultButtons.map(({ key }) => key));
});
