import { expect, test } from 'vitest';
import { readProxyFile } from '../../../src/cli/proxy/read-proxy-file.ts';
import { selfSigned } from '../../client/self-signed.ts';
import { makeFolder } from '../test-io.ts';

const plain = (_style: unknown, text: string): string => text;

test('paths are relative to the file', async () => {
  const cwd = makeFolder({
    'proxies.yaml': 'proxies: [{ name: a, target: builtin:echo, tls: { cert: cert.pem, key: key.pem } }]',
    'cert.pem': selfSigned.cert,
    'key.pem': selfSigned.key,
  });
  expect(await readProxyFile(`${cwd}/proxies.yaml`, '/', plain)).toMatchObject([
    { name: 'a', target: { kind: 'builtin', server: 'echo' }, tls: { cert: selfSigned.cert, key: selfSigned.key } },
  ]);
});

test('problems have their code frames', async () => {
  const cwd = makeFolder({ 'proxies.yaml': 'proxies:\n  - name: a\n    traget: builtin:echo\n' });
  await expect(readProxyFile('proxies.yaml', cwd, plain)).rejects.toMatchObject({
    code: 'config.invalid',
    message: expect.stringMatching(
      /proxies\.yaml:3:5\n[\s\S]*> 3 \| {5}traget: builtin:echo\n[\s\S]*did you mean "target"/,
    ),
  });
});

test('a file that is not there is told', async () => {
  await expect(readProxyFile('none.yaml', '/', plain)).rejects.toMatchObject({
    ...{ code: 'cli.usage', message: '--config: cannot read none.yaml: no such file or directory' },
  });
});
