import { expect, it } from 'vitest';
import { toAscii } from '../../src/report/to-ascii.ts';

it('has a substitute for every glyph of the reports', () => {
  expect(toAscii('✓✗·–†µ←≥…−∞')).toBe('+x/-*u<->=...-inf');
});

it('leaves other texts alone', () => {
  expect(toAscii('Ünïcode 名前')).toBe('Ünïcode 名前');
});
