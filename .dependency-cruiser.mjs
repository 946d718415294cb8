// The arrows of the house: which layer may import which. A layer that is not named in a row is closed to that row's layer.
// "why" is what an offender reads, so it says what to do instead.
const layers = {
  base: { pure: true, may: [], why: 'base is the floor: move what it needs down into base, or move this file up.' },
  wire: { pure: true, may: ['base'], why: 'wire turns bytes into data and back; hand it values, not collaborators.' },
  faults: {
    pure: true,
    may: ['wire', 'base'],
    why: 'a fault states what is to happen as actions; who carries them out (proxy, runner) must not be known here. Grow the action union instead.',
  },
  scenario: {
    pure: true,
    may: ['faults', 'wire', 'base'],
    why: 'scenario turns text into data and knows no sockets: return the data and let runner act on it.',
  },
  result: {
    pure: true,
    may: ['base'],
    why: 'result judges plain observations, so that a saved file can be judged again: put what it needs into result/observation.ts.',
  },
  report: {
    pure: true,
    may: ['result', 'base'],
    why: 'report sees only serialisable results, so that a saved file renders without a network: add the figure to result/run-result.ts.',
  },
  proxy: {
    may: ['faults', 'wire', 'base'],
    why: 'proxy knows no YAML, no client and no judgement: take what it needs as an argument from runner.',
  },
  client: {
    may: ['wire', 'base'],
    why: 'the reference client meets the proxy only on a socket, as in production: share types through base.',
  },
  server: { may: ['wire', 'base'], why: 'a built-in server is an ordinary peer: share types through base.' },
  runner: {
    may: ['scenario', 'proxy', 'client', 'server', 'result', 'faults', 'wire', 'base'],
    why: 'runner measures and hands back results; who prints them (report, cli) or steers it (control) comes above.',
  },
  fixtures: {
    may: ['runner', 'report', 'scenario', 'proxy', 'result', 'faults', 'wire', 'base'],
    why: 'fixtures let a test framework drive a proxy: what measures belongs into runner and result, what writes into report.',
  },
  control: {
    may: ['runner', 'scenario', 'result', 'proxy', 'faults', 'wire', 'base'],
    why: 'control is the HTTP face of the sessions of runner, told by the schemas of scenario: what acts or measures belongs into runner.',
  },
  'report-page': {
    may: ['report', 'result', 'base'],
    why: 'the script of the HTML report runs in a browser, and is bundled into src/report/html/page-assets.ts: what computes belongs into src/report/html.',
  },
  dashboard: {
    may: [],
    why: 'the dashboard runs in a browser, talks to control over HTTP only, and is bundled into src/control/dashboard-assets.ts.',
  },
  cli: {
    may: ['runner', 'scenario', 'proxy', 'client', 'server', 'control', 'faults', 'result', 'report', 'wire', 'base'],
    why: 'cli may use every layer except the dashboard, whose files control serves.',
  },
};

const alternatives = (names) => names.join('|');
const pureLayers = Object.keys(layers).filter((name) => layers[name].pure);

const layerRules = Object.entries(layers).map(([name, { may, why }]) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `src/${name} may import ${may.length === 0 ? 'no other layer' : `only ${may.join(', ')}`}: ${why}`,
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(?:${alternatives([name, ...may])})/` },
}));

/** An npm package that belongs to some layers only. */
const packageRule = (name, owners, why) => ({
  name: `package-${name}`,
  severity: 'error',
  comment: `only ${owners.join(' and ')} may import ${name}: ${why}`,
  from: { path: '^src/', pathNot: `^src/(?:${alternatives(owners)})/` },
  to: { path: `(?:^|/)node_modules/(?:@types/)?${name}/` },
});

/** A test framework that only its own entry may load: a project has one of them. */
const frameworkRule = (name, entry) => ({
  name: `framework-${entry}`,
  severity: 'error',
  comment: `only src/fixtures/${entry}.ts may import ${name}: whoever uses another framework does not have it.`,
  from: { path: '^src/', pathNot: `^src/fixtures/${entry}\\.ts$` },
  to: { path: `(?:^|/)node_modules/${name}/` },
});

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'client-and-proxy-are-strangers',
      severity: 'error',
      comment:
        'client and proxy never import each other: a bug in one must not hide in the other, and the proxy judges any client alike. Share types through base.',
      from: { path: '^src/(client|proxy)/' },
      to: { path: '^src/(client|proxy)/', pathNot: '^src/$1/' },
    },
    {
      name: 'subjects-know-no-hosts',
      severity: 'error',
      comment:
        'a host runs subjects and the programs below them, not the other way round: what both need belongs into src/runner, and what puts a subject into a host into src/runner/host.',
      from: { path: '^src/runner/subject/' },
      to: { path: '^src/runner/host/' },
    },
    {
      name: 'pure-layers-do-no-input-or-output',
      severity: 'error',
      comment: `${pureLayers.join(', ')} import no Node module: take bytes, text, a clock or a random stream as an argument, and leave the effect to proxy, client, server, runner or cli.`,
      from: { path: `^src/(?:${alternatives(pureLayers)})/` },
      to: { dependencyTypes: ['core'] },
    },
    packageRule('yaml', ['scenario', 'cli'], 'scenario turns YAML into data; the layers below know no YAML.'),
    packageRule(
      'ws',
      ['client', 'server', 'runner/selftest'],
      'the relay and the wire code are our own, and ws is the oracle that tests them.',
    ),
    packageRule('http-proxy', ['proxy'], 'relaying is the business of proxy.'),
    packageRule('playwright-core', ['runner/subject/browser'], 'other clients run where it is not installed.'),
    frameworkRule('vitest', 'vitest'),
    frameworkRule('@jest', 'jest'),
    frameworkRule('@playwright', 'playwright'),
    packageRule('hono', ['control'], 'control is the only part that serves an API.'),
    packageRule('@hono', ['control'], 'control is the only part that serves an API.'),
    packageRule('preact', ['dashboard'], 'only its page is made of components.'),
    packageRule('uplot', ['dashboard'], 'only its page draws with it; the report draws by src/report/html.'),
    packageRule('yargs', ['cli'], 'cli is the only place that knows of flags.'),
    {
      name: 'fixtures-are-entries',
      severity: 'error',
      comment: 'src/fixtures is for tests of users: what a layer below needs of it belongs into runner.',
      from: { path: '^src/', pathNot: '^src/fixtures/' },
      to: { path: '^src/fixtures/' },
    },
    {
      name: 'nothing-imports-the-entries',
      severity: 'error',
      comment: 'src/index.ts and src/cli are ends of the graph: import the file that owns the thing instead.',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/(index\\.ts$|cli/)' },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      comment: 'src must not depend on test: a package ships without it. Move what is needed into src.',
      from: { path: '^(src|bin)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle has no bottom to test first: move what both files need into a third one below them.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment:
        'src may import only what package.json lists under dependencies or peerDependencies (with a type-only exception for @types).',
      // What the dashboard imports is in its bundle.
      from: { path: '^(src|bin)/', pathNot: '^src/dashboard/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'this import leads nowhere: mind the file name and its .ts ending.',
      from: {},
      // Projects that run against the package import it by its name: it is there when it was built.
      to: { couldNotResolve: true, pathNot: '^wschaos/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['wschaos-source', 'types', 'import', 'node', 'default'],
    },
  },
};
