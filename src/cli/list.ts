import { defineCommand } from './define-command.ts';
import { describePlans, planCase } from './describe-plan.ts';
import { loadCases } from './load-cases.ts';
import { selectCases, selectionOptions } from './select-cases.ts';

export const list = defineCommand({
  name: 'list',
  usage: '[files..]',
  summary: 'Show the cases that the files expand to: id, iterations, planned duration, timeout, tags; runs nothing',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe:
        'Files, folders, builtin:NAME or builtin:SUITE; default: scenarios/**/*.yaml, else all the bundled ones',
    },
  },
  options: {
    ...selectionOptions,
    json: { type: 'boolean', describe: 'As a JSON array' },
  },
  examples: [
    ['$0 list --tag ci', 'the cases with a tag'],
    ['$0 list builtin:all', 'every bundled scenario'],
  ],
  epilogue:
    'The planned duration is an estimate for one iteration: until the last start or end of a fault whose time is known ' +
    'beforehand, and until a heartbeat would notice. Iterations of a case run side by side, unless told otherwise.',
  exitCodes: [
    ['0', 'shown'],
    ['2', 'bad flag or scenario, no case selected'],
  ],
  async run({ files = [], json, ...selection }, { io, paintFor }) {
    const loaded = loadCases({ files, otherwise: ['builtin:all'], io, paint: paintFor(io.stderr) });
    const cases = selectCases(loaded.cases, selection);
    const plans = cases.map(planCase);
    io.stdout.write(json ? `${JSON.stringify(plans, undefined, 2)}\n` : describePlans(plans));
    return 0;
  },
});
