import { compare } from './compare.ts';
import { completion } from './completion.ts';
import type { Command } from './define-command.ts';
import { explore } from './explore.ts';
import { faults } from './faults.ts';
import { init } from './init.ts';
import { list } from './list.ts';
import { proxy } from './proxy.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { selftest } from './selftest.ts';
import { tolerance } from './tolerance.ts';
import { validate } from './validate.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  run,
  report,
  list,
  validate,
  faults,
  compare,
  proxy,
  explore,
  tolerance,
  selftest,
  init,
  schema,
  completion,
];
