import { describe, expect, test } from 'vitest';
import { clientSchema } from '../../src/scenario/client-schema.ts';
import { clientTraits } from '../../src/scenario/client-traits.ts';
import { listFiles, readText } from '../architecture/tree.ts';

type Kind = keyof typeof clientTraits;

const kinds = Object.keys(clientTraits) as readonly Kind[];

test('every type that a scenario can name has its traits', () => {
  const types = clientSchema.options.map(({ shape }) => shape.type.value);
  expect([...types].sort()).toEqual([...kinds].sort());
});

describe('a client', () => {
  test.each(kinds)('is started by one means at most: %s', (kind) => {
    const { sharesProcess, isProgram, isPage, dialsByItself } = clientTraits[kind];
    expect([sharesProcess, isProgram, isPage, dialsByItself].filter(Boolean)).toHaveLength(1);
  });

  test.each(kinds)('that dials by itself can have no port of its own, and one of ours needs no marker: %s', (kind) => {
    const { dialsByItself, toldApartBy } = clientTraits[kind];
    expect(toldApartBy === 'marker').toBe(dialsByItself);
  });
});

/** They make a thing of each kind, and so must tell them all apart. */
const makers: readonly string[] = ['src/scenario/build-client.ts', 'src/runner/create-subject.ts'];

test('nothing else asks which kind a client is: it asks for the trait', () => {
  const asks = new RegExp(`(?:[!=]== |case )'(?:${kinds.filter((kind) => kind !== 'command').join('|')})'`);
  const asking = listFiles(['src'], '.ts').filter((path) => asks.test(readText(path)));
  expect(asking.sort()).toEqual([...makers].sort());
});
