import { createRandom } from '../../base/random.ts';
import type { ClientContext, RunningClient } from './define-client.ts';
import { describeModuleError } from './describe-module-error.ts';
import { loadClientModule } from './load-client-module.ts';
import { type ModuleHostReport, type ModuleHostTask, moduleHostVariable } from './module-host-contract.ts';

// The program that runs a module as the client under test. Its stdout belongs to the events and to its reports: what the
// module prints goes to stderr, so that no print of the module can be taken for an event, or break one in two.

const print = process.stdout.write.bind(process.stdout);
const tell = (line: ModuleHostReport | Readonly<Record<string, unknown>>): void =>
  void print(`${JSON.stringify(line)}\n`);
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

const { module, options, cwd, url, seed, client }: ModuleHostTask = JSON.parse(process.env[moduleHostVariable] ?? '{}');
delete process.env[moduleHostVariable];
process.chdir(cwd);

const random = createRandom(seed, 'module', client);
const ending = new AbortController();
let running: RunningClient | undefined;

const end = async (): Promise<void> => {
  if (ending.signal.aborted) return;
  ending.abort();
  try {
    await running?.close();
  } finally {
    process.exit();
  }
};
process.on('SIGTERM', end);
// As long as stdin is open we are wanted, also when the module has nothing left to do: a client that sits there without a
// connection has not crashed. Its end means that whoever started us is gone.
process.stdin.resume().once('end', end);

const context: ClientContext = {
  url,
  options,
  emit(event, { code, cause, err } = {}) {
    tell({ ev: event, t: String(process.hrtime.bigint()), code, cause, err });
  },
  random: () => random.next(),
  signal: ending.signal,
};

const setup = await loadClientModule(module).catch((error: unknown) => {
  // Only where nobody catches it does Node show the line of a syntax error.
  if (error instanceof SyntaxError) throw error;
  tell({ host: 'failed', why: describeModuleError(error, module) });
  process.exit(1);
});
tell({ host: 'loaded' });
running = await setup(context);
if (ending.signal.aborted) await running?.close();
