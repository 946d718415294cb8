import { describe, expect, it } from 'vitest';
import { type Paint, paintNothing } from '../../src/report/define-reporter.ts';
import { table } from '../../src/report/table.ts';
import { caseOf, exampleRun, failedExpectation, iteration, runOf } from './example-run.ts';

const render = (run: typeof exampleRun, width: number, color: Paint = paintNothing, ascii = false) =>
  table.render(run, { width, color, ascii });

/** The lines up to the failures. */
const top = (text: string) => text.split('\n✗ ')[0]?.trimEnd();

describe('the table', () => {
  it('has every column at a width of 160', () => {
    expect(top(render(exampleRun, 160).replaceAll('│ ✗', '│ x'))).toBe(`\
wschaos 1.0.0 · 3 scenarios, 3 cases, 50 iterations · seed 7

╭───────────────────┬────┬─────────────────┬──────────────────────┬─────────────┬─────────────────────┬──────────┬────────╮
│ case              │  n │ detected by     │ detection  med · max │ bound       │ recovery  med · max │ attempts │        │
├───────────────────┼────┼─────────────────┼──────────────────────┼─────────────┼─────────────────────┼──────────┼────────┤
│ refuse            │ 10 │ tcp.reset       │        3.5 ms · 6 ms │ 1 RTT       │     1.01 s · 1.82 s │        5 │ ✓ pass │
│ drop-pongs normal │ 20 │ ping.timeout    │      1.01 s · 1.49 s │ 0.5 – 1.5 s │     1.13 s · 1.61 s │        1 │ ✓ pass │
│ half-open         │ 20 │ wire: close1000 │       1.02 s · 1.5 s │ 0.5 – 1.5 s │      31 s · >59.5 s │        1 │ x FAIL │
╰───────────────────┴────┴─────────────────┴──────────────────────┴─────────────┴─────────────────────┴──────────┴────────╯`);
  });

  it('does without the attempts at a width of 120', () => {
    expect(render(exampleRun, 120).split('\n').slice(2, 8)).toEqual([
      '╭───────────────────┬────┬─────────────────┬──────────────────────┬─────────────┬─────────────────────┬────────╮',
      '│ case              │  n │ detected by     │ detection  med · max │ bound       │ recovery  med · max │        │',
      '├───────────────────┼────┼─────────────────┼──────────────────────┼─────────────┼─────────────────────┼────────┤',
      '│ refuse            │ 10 │ tcp.reset       │        3.5 ms · 6 ms │ 1 RTT       │     1.01 s · 1.82 s │ ✓ pass │',
      '│ drop-pongs normal │ 20 │ ping.timeout    │      1.01 s · 1.49 s │ 0.5 – 1.5 s │     1.13 s · 1.61 s │ ✓ pass │',
      '│ half-open         │ 20 │ wire: close1000 │       1.02 s · 1.5 s │ 0.5 – 1.5 s │      31 s · >59.5 s │ ✗ FAIL │',
    ]);
  });

  it('does without bound and cause at a width of 80', () => {
    expect(render(exampleRun, 80).split('\n').slice(2, 9)).toEqual([
      '╭───────────────────┬────┬──────────────────────┬─────────────────────┬────────╮',
      '│ case              │  n │ detection  med · max │ recovery  med · max │        │',
      '├───────────────────┼────┼──────────────────────┼─────────────────────┼────────┤',
      '│ refuse            │ 10 │        3.5 ms · 6 ms │     1.01 s · 1.82 s │ ✓ pass │',
      '│ drop-pongs normal │ 20 │      1.01 s · 1.49 s │     1.13 s · 1.61 s │ ✓ pass │',
      '│ half-open         │ 20 │       1.02 s · 1.5 s │      31 s · >59.5 s │ ✗ FAIL │',
      '╰───────────────────┴────┴──────────────────────┴─────────────────────┴────────╯',
    ]);
  });

  it('has a column for the server where a case asks when it noticed', () => {
    const ghost = caseOf({
      iterations: [iteration({ samples: { detection: 3, recovery: 412, attempts: 1, 'server.detection': 1_480 } })],
      expectations: [failedExpectation({ expression: 'server.detection.max < 3s', actual: 1_480, pass: true })],
    });
    const cells = (width: number) =>
      render(runOf([ghost, caseOf()]), width)
        .split('\n')
        .slice(3, 7);
    expect(cells(160)).toEqual([
      '│ case   │ n │ detected by │ detection  med · max │ bound │ recovery  med · max │ attempts │ server  med · max │        │',
      '├────────┼───┼─────────────┼──────────────────────┼───────┼─────────────────────┼──────────┼───────────────────┼────────┤',
      '│ refuse │ 1 │ tcp.reset   │          3 ms · 3 ms │ 1 RTT │     412 ms · 412 ms │        1 │   1.48 s · 1.48 s │ ✓ pass │',
      '│ refuse │ 1 │ tcp.reset   │          3 ms · 3 ms │ 1 RTT │     412 ms · 412 ms │        1 │                   │ ✓ pass │',
    ]);
    expect(
      render(runOf([ghost]), 50)
        .split('\n')
        .slice(3, 6)
        .join(' '),
    ).toContain('server noticed 1.48 s · 1.48 s');
  });

  it('is a list at a width of 60', () => {
    expect(render(exampleRun, 60).split('\n').slice(2, 12)).toEqual([
      '✓ pass  refuse',
      '    detection 3.5 ms · 6 ms, by tcp.reset, bound 1 RTT,',
      '    recovery 1.01 s · 1.82 s, attempts 5, n 10',
      '✓ pass  drop-pongs normal',
      '    detection 1.01 s · 1.49 s, by ping.timeout,',
      '    bound 0.5 – 1.5 s, recovery 1.13 s · 1.61 s, attempts 1,',
      '    n 20',
      '✗ FAIL  half-open',
      '    detection 1.02 s · 1.5 s, by wire: close1000,',
      '    bound 0.5 – 1.5 s, recovery 31 s · >59.5 s, attempts 1,',
    ]);
  });

  it.each([
    60, 80, 120, 160,
  ])('has no line beyond a width of %d, but for commands that are there to be copied', (width) => {
    const lines = render(exampleRun, width)
      .split('\n')
      .filter((line) => !line.includes('replay'));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe('in ASCII the table', () => {
  const text = render(exampleRun, 100, paintNothing, true);

  it('has the same columns', () => {
    expect(text.split('\n').slice(0, 8)).toEqual([
      'wschaos 1.0.0 / 3 scenarios, 3 cases, 50 iterations / seed 7',
      '',
      '+-------------------+----+-----------------+----------------------+---------------------+--------+',
      '| case              |  n | detected by     | detection  med / max | recovery  med / max |        |',
      '+-------------------+----+-----------------+----------------------+---------------------+--------+',
      '| refuse            | 10 | tcp.reset       |        3.5 ms / 6 ms |     1.01 s / 1.82 s | + pass |',
      '| drop-pongs normal | 20 | ping.timeout    |      1.01 s / 1.49 s |     1.13 s / 1.61 s | + pass |',
      '| half-open         | 20 | wire: close1000 |       1.02 s / 1.5 s |      31 s / >59.5 s | x FAIL |',
    ]);
  });

  it.each([60, 100, 160])('has no other character at a width of %d', (width) => {
    expect(render(exampleRun, width, paintNothing, true)).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('colour', () => {
  const ansi: Paint = (style, text) =>
    `\u001b[${{ red: 31, green: 32, yellow: 33, dim: 2, bold: 1 }[style]}m${text}\u001b[0m`;
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

  it('says nothing alone: without it the text is the same', () => {
    for (const width of [60, 80, 160]) {
      expect(render(exampleRun, width, ansi).replace(escapes, '')).toBe(render(exampleRun, width));
    }
  });

  it('is that of the paint alone; the table library adds none', () => {
    expect(render(exampleRun, 160)).not.toContain('\u001b');
    expect(render(exampleRun, 160, ansi)).toContain('\u001b[31m✗ FAIL\u001b[0m');
  });
});

it('a client puts neither commands of a terminal nor lines of its own into the table', () => {
  const text = render(
    runOf([caseOf({ iterations: [iteration({ cause: '\u001b[31mx\u001b]0;t\u0007\n::error::y' })] })]),
    160,
  );
  expect(text).toContain(' x ::error::y ');
  expect(text).not.toContain('\u001b');
});

describe('below the table stand', () => {
  const { marks } = iteration();
  const iterations = [
    iteration({
      marks: { ...marks, lifted: null },
      samples: { detection: 3, recovery: 0, attempts: null },
      unobservable: { attempts: 'the listener was closed' },
    }),
  ];
  const unmeasured = caseOf({
    id: 'quiet',
    name: 'quiet',
    status: 'unmeasured',
    reason: 'client never steady',
    reasonKind: 'never-steady',
    iterations: [],
  });
  const text = render(runOf([caseOf({ iterations, notes: ['a note'] }), unmeasured]), 120);

  it('what the marks of its cells mean, then what could not be measured', () => {
    expect(text).toBe(`\
wschaos 1.0.0 · 1 scenario, 2 cases, 1 iteration · seed 7

╭────────┬───┬─────────────┬──────────────────────┬───────┬─────────────────────┬──────────┬──────────────╮
│ case   │ n │ detected by │ detection  med · max │ bound │ recovery  med · max │ attempts │              │
├────────┼───┼─────────────┼──────────────────────┼───────┼─────────────────────┼──────────┼──────────────┤
│ refuse │ 1 │ tcp.reset   │          3 ms · 3 ms │ 1 RTT │       0 ms · 0 ms † │      n/o │ ✓ pass       │
│ quiet  │ 0 │ –           │                    – │ 1 RTT │                   – │        – │ ? unmeasured │
╰────────┴───┴─────────────┴──────────────────────┴───────┴─────────────────────┴──────────┴──────────────╯

n/o  refuse: attempts is not observable: the listener was closed
†  refuse: through the fault: back before it was lifted in 1 of 1; recovery counts as 0
note  refuse: a note

? quiet   scenarios/refuse.yaml
  could not measure: client never steady
  what to do: try the client against the proxy without faults (wschaos proxy TARGET): it must connect and exchange a
    message
`);
  });
});
