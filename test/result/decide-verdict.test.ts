import { describe, expect, it } from 'vitest';
import { decideVerdict } from '../../src/result/decide-verdict.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { verdictStreams } from './verdict-streams.ts';

describe('the verdict', () => {
  it.each(verdictStreams)('is $verdict for $title', ({ verdict, reason, reasonKind, observations, context }) => {
    const decision = decideVerdict(readEpisode(observations, context));
    expect(decision).toEqual({
      verdict,
      ...(reason === undefined ? {} : { reason }),
      ...(reasonKind === undefined ? {} : { reasonKind }),
    });
  });
});
