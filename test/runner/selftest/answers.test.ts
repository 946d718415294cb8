import { describe, expect, test } from 'vitest';
import { answerBehaviours } from '../../../src/runner/selftest/answers.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('an upgrade can be answered through the proxy as directly with', () => testTransparency(answerBehaviours));

test('an answer is recorded with its body and its end', async () => {
  const { client } = await observeDirectly(answerBehaviours, 'a 503 in chunks, with trailers');
  expect(client).toEqual(
    [
      'HTTP/1.1 503 Service Unavailable\\r\\n',
      'Transfer-Encoding: chunked\\r\\n',
      'Retry-After: 2\\r\\n',
      '\\r\\n',
      '5\\r\\n',
      'later\\r\\n',
      '3;x=y\\r\\n',
      '...\\r\\n',
      '0\\r\\n',
      'Trailer: 1\\r\\n',
      '\\r\\n',
    ]
      .map((line) => `"${line}"`)
      .concat('fin'),
  );
});
