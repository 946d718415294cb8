import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../../base/error.ts';
import { faults } from '../../faults/index.ts';
import type { Paint } from '../../report/define-reporter.ts';
import { readTlsIdentity } from '../../runner/read-tls-identity.ts';
import { parseProxyConfig } from '../../scenario/proxy-config.ts';
import { formatProblems } from '../format-problems.ts';
import { parseTarget } from '../parse-target.ts';
import { systemErrorText } from '../system-error-text.ts';
import type { PlannedProxy } from './planned-proxy.ts';

/**
 * Reads what `--config` names: the proxies of a YAML or JSON file.
 * @throws {WschaosError} `cli.usage` where it cannot be read, `config.invalid` with every problem, `tls.unreadable`
 */
export async function readProxyFile(file: string, cwd: string, paint: Paint): Promise<readonly PlannedProxy[]> {
  const place = path.resolve(cwd, file);
  const reading = parseProxyConfig(file, readText(file, place), faults);
  if (reading.kind === 'problems') throw new WschaosError('config.invalid', formatProblems(reading.problems, paint));
  const folder = path.dirname(place);
  const planned: PlannedProxy[] = [];
  for (const { name, target, listen, tls, faults: entries, enabled } of reading.proxies) {
    const files = tls === undefined || tls === 'self-signed' ? tls : resolveFiles(folder, tls);
    planned.push({
      ...{ name, listen, enabled, faults: entries, flags: [], scenario: undefined },
      target: parseTarget({ text: target, source: `${file}: ${name}` }),
      tls: files === undefined ? undefined : await readTlsIdentity(files),
    });
  }
  return planned;
}

function resolveFiles(folder: string, { cert, key }: { readonly cert: string; readonly key: string }) {
  return { cert: path.resolve(folder, cert), key: path.resolve(folder, key) };
}

function readText(file: string, place: string): string {
  try {
    return readFileSync(place, 'utf8');
  } catch (cause) {
    const why = systemErrorText(cause as NodeJS.ErrnoException);
    throw new WschaosError('cli.usage', `--config: cannot read ${file}: ${why}`, { cause });
  }
}
