import { describe, expect, test } from 'vitest';
import { createOneTimeEvent } from '../../../src/runner/subject/one-time-event.ts';

const microtasks = (): Promise<void> => Promise.resolve();

function createHeard() {
  const heard: string[] = [];
  return { heard, hear: (value: string) => void heard.push(value) };
}

describe('what happens at most once', () => {
  test('is heard by all who listen, once', () => {
    const event = createOneTimeEvent<string>();
    const { heard, hear } = createHeard();
    event.listen(hear);
    event.listen(hear);
    event.tell('now');
    event.tell('again');
    expect(heard).toEqual(['now', 'now']);
  });

  test('is heard by one who comes too late, and not before that one has what takes it back', async () => {
    const event = createOneTimeEvent<string>();
    const { heard, hear } = createHeard();
    event.tell('now');
    event.listen(hear);
    const unlisten = event.listen(hear);
    unlisten();
    expect(heard).toEqual([]);
    await microtasks();
    expect(heard).toEqual(['now']);
  });

  test('is not heard by one who was taken back, be it by another who hears it', () => {
    const event = createOneTimeEvent<string>();
    const { heard, hear } = createHeard();
    event.listen(hear)();
    event.listen(() => unlisten());
    const unlisten = event.listen(hear);
    event.tell('now');
    expect(heard).toEqual([]);
  });

  test('holds nobody who was taken back', () => {
    const event = createOneTimeEvent<string>();
    const { heard, hear } = createHeard();
    const unlisten = event.listen(hear);
    unlisten();
    unlisten();
    event.listen(hear);
    event.tell('now');
    expect(heard).toEqual(['now']);
  });
});
