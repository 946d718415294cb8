import { describe, expect, test } from 'vitest';
import { causeOfError, causes, describeError } from '../../src/client/cause.ts';

const error = (code: string, syscall?: string, message = 'x') => Object.assign(new Error(message), { code, syscall });

describe('an error is named by what happened:', () => {
  test.each([
    ['a refused connection', error('ECONNREFUSED', 'connect'), 'connecting', 'tcp.refused'],
    ['a RST', error('ECONNRESET', 'read'), 'open', 'tcp.reset'],
    ['a RST before the 101', error('ECONNRESET', 'read'), 'upgrading', 'tcp.reset'],
    ['a FIN before the 101', error('ECONNRESET', undefined, 'socket hang up'), 'upgrading', 'tcp.eof'],
    [
      'a FIN in the TLS handshake',
      error('ECONNRESET', undefined, 'Client network socket disconnected before secure TLS connection was established'),
      'connecting',
      'tcp.eof',
    ],
    ['no route', error('EHOSTUNREACH', 'connect'), 'connecting', 'tcp.unreachable'],
    ['the kernel’s own connect timeout', error('ETIMEDOUT', 'connect'), 'connecting', 'connect.timeout'],
    ['the kernel’s retransmission limit', error('ETIMEDOUT', 'read'), 'open', 'tcp.unreachable'],
    ['a name without an address', error('ENOTFOUND', 'getaddrinfo'), 'connecting', 'dns.fail'],
    ['a resolver that is down', error('EAI_AGAIN', 'getaddrinfo'), 'connecting', 'dns.fail'],
    ['a resolver that refuses', error('ECONNREFUSED', 'queryA'), 'connecting', 'dns.fail'],
    ['writing to a connection that was reset', error('ECONNRESET', 'write'), 'open', 'send.error'],
    ['writing to a closed pipe', error('EPIPE', 'write'), 'open', 'send.error'],
    ['an expired certificate', error('CERT_HAS_EXPIRED'), 'connecting', 'tls.fail:CERT_HAS_EXPIRED'],
    [
      'another host’s certificate',
      error('ERR_TLS_CERT_ALTNAME_INVALID'),
      'connecting',
      'tls.fail:ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['plain bytes for TLS', error('EPROTO', 'write'), 'connecting', 'tls.fail:EPROTO'],
    ['an answer that is not HTTP', error('HPE_INVALID_CONSTANT'), 'upgrading', 'upgrade.invalid:http'],
    ['a wrong accept key', new Error('Invalid Sec-WebSocket-Accept header'), 'upgrading', 'upgrade.invalid:accept-key'],
    ['a broken rule', error('WS_ERR_UNEXPECTED_RSV_1'), 'open', 'protocol.error:rsv1'],
    ['a process out of files', error('EMFILE', 'connect'), 'connecting', 'local.files'],
    ['a system out of files', error('ENFILE', 'connect'), 'connecting', 'local.files'],
    ['what fits nothing', error('EPERM', 'connect'), 'connecting', 'unknown:EPERM'],
    ['an error without a code', new Error('odd'), 'open', 'unknown:error'],
    ['no error at all', 'odd', 'open', 'unknown:error'],
  ] as const)('%s', (_title, thrown, phase, cause) => {
    expect(causeOfError(thrown, phase)).toBe(cause);
  });
});

test('the refusal of a dual-stack name, whose own message is empty, is named after its parts', () => {
  const both = Object.assign(new AggregateError([error('ECONNREFUSED', 'connect', 'connect ECONNREFUSED ::1:9')], ''), {
    code: 'ECONNREFUSED',
  });
  expect(causeOfError(both, 'connecting')).toBe('tcp.refused');
  expect(describeError(both)).toBe('connect ECONNREFUSED ::1:9');
});

test('an error without a message is described by its code', () => {
  expect(describeError(error('EPIPE', 'write', ''))).toBe('EPIPE');
});

test('every cause is listed once', () => {
  const names = causes.map(({ cause }) => cause);
  expect(new Set(names).size).toBe(names.length);
});
