import { loadScenarioFiles } from '../runner/load-scenario-files.ts';
import { sortProblems } from '../scenario/place.ts';
import { defineCommand } from './define-command.ts';
import { findScenarioFiles } from './find-scenario-files.ts';
import { count, countProblems, formatProblems } from './format-problems.ts';
import { describeClash } from './load-cases.ts';

export const validate = defineCommand({
  name: 'validate',
  usage: '[files..]',
  summary:
    'Check scenario files: schema, meaning and the files that they name, with code frames; connects to nothing, runs nothing',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe: 'Files, folders, builtin:NAME or builtin:SUITE; default: scenarios/**/*.yaml',
    },
  },
  options: {},
  examples: [['$0 validate scenarios/', 'check every file of a folder']],
  exitCodes: [
    ['0', 'no problems'],
    ['2', 'problems, or no such file'],
  ],
  async run({ files = [] }, { io, paintFor }) {
    const found = findScenarioFiles(files, io.cwd);
    const { cases, incomplete, ...loaded } = loadScenarioFiles(found, {}, io.env, io.cwd);
    const problems = sortProblems([...loaded.problems, ...incomplete.flatMap(({ missingFiles }) => missingFiles)]);
    const clash = describeClash(cases);
    const parts = [
      ...(problems.length > 0 ? [formatProblems(problems, paintFor(io.stdout))] : []),
      ...(clash === undefined ? [] : [clash]),
      ...(problems.length > 0 ? [countProblems(problems, found.length)] : []),
    ];
    if (parts.length > 0) {
      io.stdout.write(`${parts.join('\n\n')}\n`);
      return 2;
    }
    io.stdout.write(`${count(found.length, 'file')}, ${count(cases.length, 'case')}: no problems\n`);
    return 0;
  },
});
