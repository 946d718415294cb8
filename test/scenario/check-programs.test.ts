import { describe, expect, test } from 'vitest';
import { caseOf, casesOf, load, problemsOf } from './scenario-text.ts';

const servers = {
  command: 'target: { command: [node, s.js], url: ws://127.0.0.1:1 }',
  builtin: 'target: { builtin: echo }',
};
const clients = { command: 'client: { type: command, command: [node, c.js] }', reference: 'client: reference' };
const text = (server: keyof typeof servers, client: keyof typeof clients, ...faults: readonly string[]): string =>
  `version: 1\nname: a\n${servers[server]}\n${clients[client]}\nfaults:\n${faults.map((fault) => `  - { ${fault} }\n`).join('')}`;

describe('a fault on a process', () => {
  test('is planned where wschaos starts the program', () => {
    const { faults } = caseOf(
      text('command', 'command', 'fault: server, with: { action: kill }', 'fault: client, with: { action: pause }'),
    );
    expect(faults.map(({ definition }) => definition.type)).toEqual(['server', 'client']);
  });

  test.each([
    [
      'has no server to act on where the target is built in',
      text('builtin', 'command', 'fault: server, with: { action: kill }'),
      `6:14 "server" acts on the server's process, so the target must be a command: target: { command: [...], url: ... }`,
    ],
    [
      'has no client to act on where it runs in our own process',
      text('command', 'reference', 'fault: reset', 'fault: client, with: { action: pause }'),
      `7:14 "client" acts on the client's process, so the client must be one that is started: client: { type: command, command: [...] }, or a module`,
    ],
  ])('%s', (_title, scenario, problem) => {
    expect(problemsOf(scenario)).toEqual([problem]);
  });

  const url = { kind: 'url', url: 'ws://a', headers: {}, rejectUnauthorized: true } as const;
  const kill = 'fault: server, with: { action: kill }';

  test.each([
    ['a command', text('command', 'reference', kill)],
    ['not named in the file', text('command', 'reference', kill).replace(/target: .*\n/, '')],
  ])('keeps its case from running where another target stands in place of one that is %s', (_what, scenario) => {
    const loaded = load(scenario, { overrides: { target: url } });
    expect(loaded).toMatchObject({ kind: 'cases', cases: [], unfit: [{ strandedFaults: ['server'] }] });
  });

  test('keeps no other case of the file from running', () => {
    const scenario = text('command', 'reference', `fault: "\${matrix.f.fault}", with: "\${matrix.f.with}"`);
    const matrix =
      'matrix: { f: [{ name: kill, fault: server, with: { action: kill } }, { name: cut, fault: reset, with: {} }] }';
    expect(load(`${scenario}${matrix}`, { overrides: { target: url } })).toMatchObject({
      kind: 'cases',
      cases: [{ id: 'a/cut' }],
      unfit: [{ scenario: { id: 'a/kill' } }],
    });
  });

  test('is a problem of the file, whatever the command line names, where its own target is no command', () => {
    expect(problemsOf(text('builtin', 'reference', kill), { overrides: { target: url } })).toEqual([
      expect.stringContaining('the target must be a command'),
    ]);
  });

  test('is planned where a command stands in place of the target', () => {
    const command = { kind: 'command', command: ['s'], url: 'ws://a', ready: undefined, cwd: '.' } as const;
    expect(casesOf(text('command', 'reference', kill), { overrides: { target: command } }).length).toBe(1);
  });

  test.each([
    ['direction: both', 'direction'],
    ['connections: new', 'connections'],
    ['probability: 0.5', 'probability'],
    ['count: 2', 'count'],
  ])('is refused with %s', (more, key) => {
    expect(problemsOf(text('command', 'reference', `fault: server, with: { action: kill }, ${more}`))).toEqual([
      `6:46 "server" acts on a process and takes no "${key}"`,
    ]);
  });

  test.each([
    ['restart', 'for: 1s', 'for'],
    ['resume', 'until: { event: open }', 'until'],
  ])('that takes nothing away is over by itself: %s with %s', (action, more, key) => {
    expect(problemsOf(text('command', 'reference', `fault: server, with: { action: ${action} }, ${more}`))).toEqual([
      expect.stringMatching(`^6:\\d+ "server" is over when its ${action} is done and takes no "${key}"$`),
    ]);
  });

  test('is not accused where the target has a problem of its own', () => {
    const scenario = text('builtin', 'reference', 'fault: server, with: { action: kill }');
    expect(problemsOf(scenario.replace('builtin: echo', 'url: nowhere'))).toEqual([
      expect.stringMatching(/^3:16 "nowhere" is not a target/),
    ]);
  });
});
