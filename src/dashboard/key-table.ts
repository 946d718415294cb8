import { faultButtons } from './fault-buttons.ts';

/** The keys of the page, and what each does. */
export const keyTable: readonly (readonly [key: string, what: string])[] = [
  ...faultButtons.map(({ key, label, isToggle }) => [key, isToggle ? `${label}, and again: lift it` : label] as const),
  ['c', 'Lift all faults'],
  ['f', 'Go to the form of faults'],
  ['s', 'Save as scenario'],
  ['Space', 'Stop the lanes, and let them flow'],
  ['0', 'Show and hit all connections'],
  ['1 to 9', 'Show and hit one connection, by its place in the list'],
  ['i', 'Go to the messages'],
  ['?', 'This list'],
  ['Esc', 'Close what is open'],
];
