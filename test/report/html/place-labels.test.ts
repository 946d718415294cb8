import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from '../../../src/report/html/place-labels.ts';

const room = { from: 0, to: 300, rows: 2 };

test('labels that would touch go one row on, and what finds no room is left out', () => {
  const same = { x: 100, width: 40 };
  expect(placeLabels([same, same, same, { x: 200, width: 40 }], room)).toEqual([
    { x: 100, row: 0 },
    { x: 100, row: 1 },
    null,
    { x: 200, row: 0 },
  ]);
});

test('a label at an end is moved inwards', () => {
  expect(placeLabels([{ x: 2, width: 40 }], room)).toEqual([{ x: 20, row: 0 }]);
  expect(placeLabels([{ x: 299, width: 40 }], room)).toEqual([{ x: 280, row: 0 }]);
});

test('no two of a row overlap', () => {
  const label = fc.record({ x: fc.integer({ min: 0, max: 300 }), width: fc.integer({ min: 1, max: 90 }) });
  fc.assert(
    fc.property(fc.array(label), (labels) => {
      const placed = placeLabels(labels, room).flatMap((place, index) => {
        const half = (labels[index]?.width ?? 0) / 2;
        return place === null ? [] : [{ row: place.row, from: place.x - half, to: place.x + half }];
      });
      for (const one of placed) {
        const others = placed.filter((other) => other !== one && other.row === one.row);
        expect(others.every((other) => other.to <= one.from || other.from >= one.to)).toBe(true);
      }
    }),
  );
});
