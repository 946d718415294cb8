import type { Command, Flags } from './define-command.ts';

/**
 * What the parser's own words for a refusal mean to a user, who is to be told which argument it is and what it stands for. A
 * text that is not known stays as it is.
 */
export function explainRefusal(text: string, command: Command | undefined): string {
  if (/^Not enough non-option arguments/.test(text)) {
    const [name, positional] = Object.entries(command?.positionals ?? {}).find(([, one]) => one.demandOption) ?? [];
    return name === undefined ? text : `missing argument <${name}>: ${positional?.describe}`;
  }
  const given = /^Not enough arguments following: (.+)$/.exec(text)?.[1];
  if (given === undefined) return text;
  const [name, option] = findOption(given, command?.options ?? {}) ?? [given];
  const meaning = typeof option?.describe === 'string' ? `: ${option.describe}` : '';
  return `--${name} needs a value${meaning}`;
}

/** The parser tells the letter where that was given. */
function findOption(given: string, options: Flags): readonly [name: string, option: Flags[string]] | undefined {
  return Object.entries(options).find(([name, { alias }]) => name === given || alias === given);
}
