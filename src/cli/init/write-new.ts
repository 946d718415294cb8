import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../../base/error.ts';
import { makeFolder } from '../make-folder.ts';
import { systemErrorText } from '../system-error-text.ts';

/**
 * Writes a file where nothing stands, not even a link that leads nowhere; `false`: something does, and was left alone.
 * @param file - absolute
 * @throws {WschaosError} `output.failed`
 */
export function writeNew(file: string, text: string): boolean {
  makeFolder(path.dirname(file));
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new WschaosError('output.failed', `cannot write ${file}: ${systemErrorText(cause)}`, { cause });
  }
}
