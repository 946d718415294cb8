import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import type { Overrides } from '../../src/scenario/build-case.ts';
import type { FileLookUp, Finding } from '../../src/scenario/file-look-up.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { createFiles, formatPlace } from './scenario-text.ts';

const names = ['client.ts', 'app.html', 'python3', 'cert.pem', 'key.pem', 'server'];

/** A disk with these names in `lab/`, in PATH, and nowhere else. */
const lookUp: FileLookUp = {
  file(path) {
    if (path === 'lab') return { kind: 'folder' };
    const [folder, name = ''] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
    if (folder !== 'lab') return { kind: 'nothing', name: folder.replace('lab/', ''), near: names };
    return find(name);
  },
  program: (name, folder, searchPath) =>
    name.includes('/') ? lookUp.file(`${folder}/${name.replace('./', '')}`) : find(searchPath === '/empty' ? '' : name),
};

function find(name: string): Finding {
  return names.includes(name) ? { kind: 'file' } : { kind: 'nothing', name, near: names };
}

function load(body: string, overrides: Overrides = {}) {
  const target = body.includes('target:') ? '' : 'target: { builtin: echo }\n';
  const text = `version: 1\nname: sample\n${target}${body}`;
  const files = createFiles({ 'lab/sample.yaml': text });
  return loadScenario({ file: 'lab/sample.yaml', env: {}, faults, overrides, lookUp, ...files });
}

function missingFrom(body: string, overrides?: Overrides): readonly string[] {
  const loaded = load(body, overrides);
  if (loaded.kind === 'problems') return loaded.problems.map(formatPlace);
  return loaded.incomplete.flatMap(({ missingFiles }) => missingFiles.map(formatPlace));
}

describe('a file that a scenario names and that is not there is a problem:', () => {
  test.each([
    [
      'client: { type: module, module: ./clint.ts }',
      '4:33 there is no client module "./clint.ts" (did you mean "client.ts"?)',
    ],
    ['client: { type: module, module: other.ts }', '4:33 there is no client module "other.ts"'],
    ['client: { type: module, module: far/a.ts }', '4:33 there is no client module "far/a.ts": there is no "far"'],
    [
      'client: { type: module, module: clinet.ts/a.ts }',
      '4:33 there is no client module "clinet.ts/a.ts": there is no "clinet.ts" (did you mean "client.ts"?)',
    ],
    ['client: { type: browser, page: ap.html }', '4:32 there is no page "ap.html" (did you mean "app.html"?)'],
    ['client: { type: browser, page: . }', '4:32 the page "." is a folder'],
    ['client: { type: browser, page: app.html, executablePath: ./chrome }', '4:58 there is no browser "./chrome"'],
    [
      'client: { type: command, command: [pyhton3, a.py] }',
      '4:36 there is no program "pyhton3" in PATH (did you mean "python3"?)',
    ],
    [
      'client: { type: command, command: [ruby, a.rb] }',
      '4:36 there is no program "ruby" in PATH; give its path, or install it',
    ],
    ['client: { type: command, command: [./run.sh] }', '4:36 there is no program "./run.sh"'],
    [
      'client: { type: command, command: [python3], env: { PATH: /empty } }',
      '4:36 there is no program "python3" in PATH; give its path, or install it',
    ],
    ['target: { command: [./serve], url: "ws://a" }', '3:21 there is no program "./serve" (did you mean "server"?)'],
    ['listen: { tls: { cert: cert.pem, key: kee.pem } }', '4:39 there is no key "kee.pem" (did you mean "key.pem"?)'],
    [
      'listen: { tls: { cert: cer.pem, key: key.pem } }',
      '4:24 there is no certificate "cer.pem" (did you mean "cert.pem"?)',
    ],
  ])('%s', (body, problem) => {
    expect(missingFrom(body)).toEqual([problem]);
  });
});

describe('no problem is', () => {
  test.each([
    ['a module that is there', 'client: { type: module, module: client.ts }'],
    ['a page that is there', 'client: { type: browser, page: ./app.html }'],
    ['a page of the web', 'client: { type: browser, page: "http://a/b" }'],
    ['a program that is there', 'client: { type: command, command: [python3, nowhere.py] }'],
    ['a certificate that is there', 'listen: { tls: { cert: cert.pem, key: key.pem } }'],
    ['what needs no file', 'client: external'],
  ])('%s', (_what, body) => {
    expect(missingFrom(body)).toEqual([]);
  });

  test('the program of a server that another target stands in for', () => {
    const target = { kind: 'url', url: 'ws://a', headers: {}, rejectUnauthorized: true } as const;
    const body = 'target: { command: [nothing], url: "ws://a" }';
    expect(missingFrom(body, { target })).toEqual([]);
    expect(missingFrom(body)).toHaveLength(1);
  });
});

test('the case is there all the same, for a machine that has the file', () => {
  const loaded = load(`client: { type: module, module: "./\${matrix.m}" }\nmatrix: { m: [client.ts, other.ts] }`);
  if (loaded.kind !== 'cases') throw new Error('it has problems');
  expect(loaded.cases.map(({ id }) => id)).toEqual(['sample/client.ts', 'sample/other.ts']);
  expect(loaded.incomplete.map(({ scenario }) => scenario)).toEqual([loaded.cases[1]]);
});

test('it comes with the other problems of its file', () => {
  expect(missingFrom('client: { type: module, module: other.ts }\ntimout: 3s')).toEqual([
    '4:33 there is no client module "other.ts"',
    '5:1 unknown key "timout" (did you mean "timeout"?)',
  ]);
});
