import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import type { TlsIdentity } from '../proxy/tls-termination.ts';

/**
 * Reads what `--tls` gives: `self-signed`, or the files of a certificate and its key as `CERT,KEY`.
 * @throws {WschaosError} `cli.usage`
 */
export function parseTlsFlag(text: string): TlsIdentity {
  if (text === 'self-signed') return text;
  const [cert = '', key = '', ...more] = text.split(',');
  if (cert !== '' && key !== '' && more.length === 0) return { cert, key };
  const suggestion = formatSuggestion(text, ['self-signed']);
  throw new WschaosError('cli.usage', `--tls: expected self-signed or CERT,KEY, got "${text}"${suggestion}`);
}
