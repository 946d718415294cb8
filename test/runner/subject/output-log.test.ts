import { array, assert, integer, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOutputLog, type OutputLog } from '../../../src/runner/subject/output-log.ts';

const note = (log: OutputLog, line: string): void => {
  const bytes = Buffer.from(line);
  log.note(bytes, 0, bytes.length);
};

describe('an output log', () => {
  test('keeps the last lines, oldest first', () => {
    const log = createOutputLog(3, 10);
    for (const line of ['a', 'b', 'c', 'd']) note(log, line);
    expect(log.lines).toEqual(['b', 'c', 'd']);
  });

  test('cuts a line at the limit', () => {
    const log = createOutputLog(3, 4);
    note(log, 'abcdef');
    expect(log.lines).toEqual(['abcd']);
  });

  test('keeps what was settled when the bytes change afterwards', () => {
    const log = createOutputLog(3, 10);
    const bytes = Buffer.from('first');
    log.note(bytes, 0, 5);
    log.settle();
    bytes.write('other');
    expect(log.lines).toEqual(['first']);
  });

  test('takes lines of our own in between', () => {
    const log = createOutputLog(3, 10);
    note(log, 'a');
    log.add('[wschaos] note');
    note(log, 'b');
    expect(log.lines).toEqual(['a', '[wschaos] note', 'b']);
  });

  test('holds the end of any sequence of lines, whenever it is settled', () => {
    assert(
      property(array(string()), integer({ min: 1, max: 8 }), integer({ min: 1, max: 5 }), (lines, maxLines, every) => {
        const log = createOutputLog(maxLines, 1_000);
        lines.forEach((line, i) => {
          note(log, line);
          if (i % every === 0) log.settle();
        });
        const expected = lines.slice(-maxLines).map((line) => Buffer.from(line).toString());
        expect(log.lines).toEqual(expected);
      }),
    );
  });
});
