import { faults } from '../faults/index.ts';
import { createJsonSchema } from '../scenario/json-schema.ts';
import { defineCommand } from './define-command.ts';

export const schema = defineCommand({
  name: 'schema',
  usage: '',
  summary: 'Print the JSON Schema of scenario files, for editors',
  positionals: {},
  options: {},
  examples: [['$0 schema > scenario.schema.json', 'for "# yaml-language-server: $schema=scenario.schema.json"']],
  exitCodes: [
    ['0', 'printed'],
    ['2', 'it takes no argument'],
  ],
  async run(_args, { io }) {
    io.stdout.write(`${JSON.stringify(createJsonSchema(faults), undefined, 2)}\n`);
    return 0;
  },
});
