import { expect, test } from 'vitest';
import { drawTable, type TableColumn } from '../../src/report/draw-table.ts';

const columns: readonly TableColumn<'name' | 'figure' | 'more'>[] = [
  { key: 'name', title: 'name', align: 'left' },
  { key: 'figure', title: 'figure', align: 'right' },
  { key: 'more', title: '', align: 'left' },
];
const rows = [{ name: 'one', figure: '1', more: 'text' }, { name: 'twelve' }];

test.each([
  [
    'as wide as it needs',
    { width: 80, ascii: false },
    [
      '╭────────┬────────┬──────╮',
      '│ name   │ figure │      │',
      '├────────┼────────┼──────┤',
      '│ one    │      1 │ text │',
      '│ twelve │        │      │',
      '╰────────┴────────┴──────╯',
    ],
  ],
  [
    'of ASCII',
    { width: 80, ascii: true },
    [
      '+--------+--------+------+',
      '| name   | figure |      |',
      '+--------+--------+------+',
      '| one    |      1 | text |',
      '| twelve |        |      |',
      '+--------+--------+------+',
    ],
  ],
  [
    'without a column that can be spared',
    { width: 25, ascii: true },
    [
      '+--------+------+',
      '| name   |      |',
      '+--------+------+',
      '| one    | text |',
      '| twelve |      |',
      '+--------+------+',
    ],
  ],
  ['nowhere, where it is too narrow', { width: 10, ascii: true }, undefined],
])('a table is drawn %s', (_title, options, expected) => {
  expect(drawTable({ columns, rows, droppable: ['figure'], ...options })).toEqual(expected);
});
