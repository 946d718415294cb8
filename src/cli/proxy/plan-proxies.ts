import { WschaosError } from '../../base/error.ts';
import { readTlsIdentity } from '../../runner/read-tls-identity.ts';
import type { ScenarioCase, TargetSpec } from '../../scenario/scenario-case.ts';
import { checkRemote } from '../check-remote.ts';
import { chooseCases } from '../choose-cases.ts';
import type { CommandContext } from '../define-command.ts';
import { loadCases } from '../load-cases.ts';
import { parseFaultFlag } from '../parse-fault-flag.ts';
import { parseTarget } from '../parse-target.ts';
import { parseTlsFlag } from '../parse-tls-flag.ts';
import { readListen } from '../read-listen.ts';
import { refuseMissingFiles } from '../refuse-missing-files.ts';
import { readSetting } from '../settings.ts';
import type { PlannedProxy } from './planned-proxy.ts';
import { readProxyFile } from './read-proxy-file.ts';

/** What the command line says of the proxies. */
export interface ProxyArguments {
  readonly url?: string | undefined;
  readonly target?: string | undefined;
  readonly listen?: string | undefined;
  readonly tls?: string | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly scenario?: string | undefined;
  readonly case?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly api?: string | undefined;
  readonly 'allow-remote'?: boolean | undefined;
}

/** The name of the proxy that the command line itself describes. */
const ownName = 'proxy';

/**
 * The proxies that are to be started: those of a file, and the one that the command line describes.
 * @throws {WschaosError} `cli.usage`, `config.invalid`, `scenario.invalid`, `target.remote`, `tls.unreadable`
 */
export async function planProxies(
  command: 'proxy' | 'explore',
  args: ProxyArguments,
  context: CommandContext,
): Promise<readonly PlannedProxy[]> {
  const { io, paintFor } = context;
  if (args.case !== undefined && args.scenario === undefined) {
    throw new WschaosError('cli.usage', '--case needs --scenario beside it: it names a case of that file');
  }
  const own = await planOwn(args, context);
  const filed = args.config === undefined ? [] : await readProxyFile(args.config, io.cwd, paintFor(io.stderr));
  if (own === undefined && args.config === undefined && args.api === undefined) {
    const hint = `wschaos ${command} ws://127.0.0.1:8080, for instance.`;
    throw new WschaosError('cli.usage', 'which target?', { hint });
  }
  const all = [...(own === undefined ? [] : [own]), ...filed];
  if (own !== undefined && filed.some(({ name }) => name === ownName)) {
    throw new WschaosError('cli.usage', `${args.config} has a proxy "${ownName}", as the command line's own is named`);
  }
  if (!args['allow-remote']) {
    for (const { name, target } of all) checkRemote(filed.length === 0 ? 'the proxy' : `the proxy "${name}"`, target);
  }
  return all;
}

async function planOwn(args: ProxyArguments, context: CommandContext): Promise<PlannedProxy | undefined> {
  const named = readSetting('target', args.target ?? args.url, context.io.env);
  const given = named === undefined ? undefined : parseTarget(named);
  const scenario = args.scenario === undefined ? undefined : loadOne(args.scenario, args, { given, ...named }, context);
  const target = given ?? scenario?.target;
  if (target === undefined) {
    const stray = (['fault', 'listen', 'tls'] as const).find((name) => args[name] !== undefined);
    if (stray === undefined || (args.config === undefined && args.api === undefined)) return undefined;
    throw new WschaosError(
      'cli.usage',
      `--${stray} is of the proxy that the command line describes, which has no target`,
    );
  }
  const flags = args.fault ?? [];
  const identity = args.tls === undefined ? scenario?.listen.tls : parseTlsFlag(args.tls);
  return {
    ...{ name: ownName, target, scenario, flags, enabled: true, faults: flags.map(parseFaultFlag) },
    listen: args.listen === undefined ? (scenario?.listen ?? { host: '127.0.0.1', port: 0 }) : readListen(args.listen),
    tls: identity === undefined ? undefined : await readTlsIdentity(identity),
  };
}

function loadOne(
  file: string,
  { case: ids, tls }: Pick<ProxyArguments, 'case' | 'tls'>,
  { given, source }: { readonly given: TargetSpec | undefined; readonly source?: string },
  { io, paintFor }: CommandContext,
): ScenarioCase {
  // There is no iteration that could be over before a fault begins.
  const overrides = { timeoutMs: Number.POSITIVE_INFINITY, ...(given === undefined ? {} : { target: given }) };
  const loaded = loadCases({ files: [file], overrides, io, paint: paintFor(io.stderr) });
  const selection = { grep: undefined, tag: undefined, 'not-tag': undefined, case: ids };
  const { cases: chosen } = chooseCases(loaded, selection, source);
  const [only, ...more] = chosen;
  if (only !== undefined && more.length === 0) {
    // Its client is not started, and an identity of the command line takes the place of its own.
    refuseMissingFiles(chosen, loaded, paintFor(io.stderr), tls === undefined ? ['target', 'listen'] : ['target']);
    return only;
  }
  throw new WschaosError('cli.usage', `${file} has ${chosen.length} cases; choose one with --case`, {
    hint: `There are ${chosen.map(({ id }) => id).join(', ')}.`,
  });
}
