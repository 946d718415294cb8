import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../../base/error.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import { systemErrorText } from '../system-error-text.ts';

/** Far more than anybody saves by hand. */
const maxFiles = 10_000;

/**
 * Saves what was done last as `scenarios/explored-N.yaml`, with the first N of which there is no file yet; gives that name.
 * @throws {WschaosError} `scenario.empty`, `output.failed`
 */
export function saveScenario(session: Pick<ProxySession, 'exportScenario'>, cwd: string): string {
  for (let number = 1; number <= maxFiles; number++) {
    const scenarioName = `explored-${number}`;
    const file = path.join('scenarios', `${scenarioName}.yaml`);
    const text = session.exportScenario({ scenarioName });
    if (number === 1) write(file, () => mkdirSync(path.join(cwd, 'scenarios'), { recursive: true }));
    if (write(file, () => writeFileSync(path.join(cwd, file), text, { flag: 'wx' }))) return file;
  }
  throw new WschaosError('output.failed', `scenarios has ${maxFiles} explored files already`);
}

/** False where the file is there already. */
function write(file: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === 'open' && (cause as NodeJS.ErrnoException).code === 'EEXIST')
      return false;
    throw new WschaosError('output.failed', `cannot write ${file}: ${systemErrorText(cause)}`, { cause });
  }
}
