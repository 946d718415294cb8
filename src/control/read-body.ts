import type { z } from 'zod';
import { WschaosError } from '../base/error.ts';

/** Bytes. */
export const maxBodyBytes = 2 ** 20;

/**
 * Reads the body of a request as JSON, and not more of it than a body may have.
 * @throws {WschaosError} `request.media-type`, `request.too-large`, `request.aborted`, `request.invalid`
 */
export async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  // A form or a text can be sent by a page from elsewhere without being asked first.
  if (type !== 'application/json') {
    throw new WschaosError('request.media-type', 'the body must be application/json');
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WschaosError('request.invalid', `the body is no JSON: ${(cause as Error).message}`, { cause });
  }
}

/** As {@link readBody}, of any type, as it is. @throws {WschaosError} `request.too-large`, `request.aborted` */
export async function readText(request: Request): Promise<string> {
  return new TextDecoder().decode(await readBytes(request));
}

async function readBytes({ headers, body }: Request): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > maxBodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof WschaosError) throw cause;
    // Who sent it has gone away: no defect, and nobody to tell.
    throw new WschaosError('request.aborted', 'the body came to no end', { cause });
  }
  return Buffer.concat(chunks);
}

function tooLarge(): WschaosError {
  return new WschaosError('request.too-large', `a body has at most ${maxBodyBytes} bytes`);
}

/**
 * Checks a value by its schema.
 * @throws {WschaosError} `request.invalid`, with its problems
 */
export function checkValue<T>(schema: z.ZodType<T>, value: unknown, what = 'the body'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const place = path.map(String).join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
  throw new WschaosError('request.invalid', `${what} is wrong: ${problems.join('; ')}`, { problems });
}
