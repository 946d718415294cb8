import { describe, expect, test } from 'vitest';
import { collectPageData } from '../../../src/report/html/collect-page-data.ts';
import { caseOf, iteration, runOf } from '../example-run.ts';
import { reportedRun } from '../reported-run.ts';

test('the data of a run is that of the golden file', async () => {
  const data = collectPageData(
    { ...reportedRun, endedAt: '2026-11-27T01:02:03.000Z' },
    { replayFlags: ['--insecure'] },
  );
  await expect(`${JSON.stringify(data, undefined, 2)}\n`).toMatchFileSnapshot('../golden/report-data.json');
});

describe('the page gets', () => {
  test('numbers to the microsecond, but phases and seeds as they are', () => {
    const given = iteration({ seed: 856905199, phase: 0.123456789, samples: { detection: 1.23456789 } });
    const [one] = collectPageData(runOf([caseOf({ iterations: [given] })]), {}).run.cases[0]?.iterations ?? [];
    expect(one).toMatchObject({ seed: 856905199, phase: 0.123456789, samples: { detection: 1.235 } });
  });

  test('the reason why there is no figure once', () => {
    const iterations = [0, 1].map((index) => iteration({ index, unobservable: { close: 'why' } }));
    const [one] = collectPageData(runOf([caseOf({ iterations })]), {}).run.cases;
    expect(one?.iterations.map(({ unobservable }) => unobservable)).toEqual([{ close: 'why' }, {}]);
  });

  test('the figures that a case had before, whatever it is called', () => {
    const cases = ['constructor', '__proto__'].map((id) => caseOf({ id }));
    const { baseline } = collectPageData(runOf([...cases, caseOf({ id: 'new' })]), { baseline: runOf(cases) });
    expect(baseline.map(({ id, figures }) => [id, figures.detection])).toEqual([
      ['constructor', [3]],
      ['__proto__', [3]],
    ]);
  });

  test('the frames of traces, until there are too many', () => {
    const line = JSON.stringify({
      t: 1,
      kind: 'frame',
      client: 1,
      direction: 'to-server',
      opcode: 'ping',
      delivered: 1,
    });
    const iterations = Array.from({ length: 100 }, (_, index) => iteration({ index, trace: `${index}.jsonl` }));
    const readTrace = (trace: string) => (trace === '1.jsonl' ? undefined : `${line}\n`.repeat(1000));
    const [one] = collectPageData(runOf([caseOf({ iterations })]), { readTrace }).run.cases;
    const counts = one?.iterations.map(({ frames }) => frames?.length);
    expect(counts?.slice(0, 3)).toEqual([240, undefined, 240]);
    expect(counts?.at(-1)).toBeUndefined();
  });
});
