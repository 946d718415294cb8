import { describe, expect, test } from 'vitest';
import { WschaosError } from '../../../src/base/error.ts';
import {
  badBody,
  invalidStream,
  invalidToxicType,
  missingField,
  proxyExists,
  proxyNotFound,
  ToxiproxyError,
  toToxiproxyError,
  toxicExists,
  toxicNotFound,
} from '../../../src/control/toxiproxy/toxiproxy-error.ts';

describe('an error of Toxiproxy', () => {
  test.each([
    ['proxy not found', 404, proxyNotFound()],
    ['toxic not found', 404, toxicNotFound()],
    ['proxy already exists', 409, proxyExists()],
    ['toxic already exists', 409, toxicExists()],
    ['invalid toxic type', 400, invalidToxicType()],
    ['stream was invalid, can be either upstream or downstream', 400, invalidStream()],
    ['missing required field: name', 400, missingField('name')],
    ['bad request body: EOF', 400, badBody('EOF')],
  ])('says "%s" with %i', (message, status, error) => {
    expect(error).toMatchObject({ message, status });
    expect(toToxiproxyError(error)).toBe(error);
  });

  test.each([
    ['proxy.unknown', 404, 'proxy not found'],
    ['proxy.exists', 409, 'proxy already exists'],
    ['target.remote', 403, 'what happened'],
    ['request.too-large', 413, 'what happened'],
    ['port.in-use', 500, 'what happened'],
    ['listen.failed', 500, 'what happened'],
    ['proxy.too-many', 500, 'what happened'],
    ['proxy.closed', 500, 'what happened'],
    ['fault.invalid', 400, 'bad request body: what happened'],
    ['target.invalid', 400, 'bad request body: what happened'],
    ['proxy.invalid-name', 400, 'bad request body: what happened'],
  ])('stands for %s', (code, status, message) => {
    const error = toToxiproxyError(new WschaosError(code, 'what happened'));
    expect(error).toBeInstanceOf(ToxiproxyError);
    expect(error).toMatchObject({ status, message });
  });

  test('stands for no defect', () => {
    const defect = new TypeError('a defect');
    expect(() => toToxiproxyError(defect)).toThrow(defect);
  });
});
