import type { Deeds } from './create-deeds.ts';
import { faultButtons } from './fault-buttons.ts';

export interface KeyOptions {
  readonly deeds: Deeds;
  readonly connections: readonly number[];
  readonly isDialogOpen: boolean;
  readonly choose: (connection: number | undefined) => void;
  readonly pause: () => void;
  readonly open: (dialog: 'keys' | 'scenario') => void;
}

const typing = 'input:not([type=checkbox]), select, textarea';

/** Does what a key stands for, unless something is being typed. */
export function createKeyListener(options: KeyOptions): (event: KeyboardEvent) => void {
  const { deeds, connections, choose, pause, open } = options;
  const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
  return (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || options.isDialogOpen) return;
    if (target instanceof HTMLElement && target.matches(typing)) {
      if (key === 'Escape') target.blur();
      return;
    }
    const button = faultButtons.find((one) => one.key === key);
    const deed = button === undefined ? actions(key) : () => void deeds.press(button);
    // What has the focus is pressed by the space bar.
    if (
      deed === undefined ||
      (key === ' ' && target instanceof Element && target.closest('button, summary, a') !== null)
    )
      return;
    event.preventDefault();
    deed();
  };

  function actions(key: string): (() => void) | undefined {
    if (/^[0-9]$/.test(key)) return () => choose(connections[Number(key) - 1]);
    return new Map([
      ['c', () => void deeds.clear()],
      ['f', () => focus('#fault-type')],
      ['s', () => open('scenario')],
      [' ', pause],
      ['i', () => focus('#messages')],
      ['?', () => open('keys')],
    ]).get(key);
  }
}
