import { z } from 'zod';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { faults } from '../faults/index.ts';
import { resultsSchema } from '../result/results-schema.ts';
import { traceLineSchema } from '../result/trace/trace-schema.ts';
import { createJsonSchema } from '../scenario/json-schema.ts';
import { createProxyConfigSchema } from '../scenario/proxy-config.ts';
import { defineCommand } from './define-command.ts';

/** What there is a schema of. */
const schemas: Readonly<Record<string, () => object>> = {
  scenario: () => createJsonSchema(faults),
  results: () => ({ ...toJsonSchema(resultsSchema), title: 'results.json of wschaos, wschaos/results@1' }),
  config: () => ({
    ...toJsonSchema(createProxyConfigSchema(faults.map(({ type }) => type))),
    title: 'what wschaos proxy --config reads',
  }),
  trace: () => ({ ...toJsonSchema(traceLineSchema), title: 'a line of a trace of wschaos, wschaos/trace@1' }),
};

/** What `wschaos schema` may be asked for. */
export const schemaNames: readonly string[] = Object.keys(schemas);

export const schema = defineCommand({
  name: 'schema',
  usage: '[of]',
  summary: 'Print the JSON Schema of scenario files, for editors; or of a --config, results.json, or a line of a trace',
  positionals: {
    of: { type: 'string', describe: 'scenario, the default; config; results; trace' },
  },
  options: {},
  examples: [['$0 schema > scenario.schema.json', 'for "# yaml-language-server: $schema=scenario.schema.json"']],
  exitCodes: [
    ['0', 'printed'],
    ['2', 'there is no such schema'],
  ],
  async run({ of = 'scenario' }, { io }) {
    const create = Object.hasOwn(schemas, of) ? schemas[of] : undefined;
    if (create === undefined) {
      throw new WschaosError('cli.usage', `no schema "${of}"${formatSuggestion(of, schemaNames)}`, {
        hint: `There are ${schemaNames.join(', ')}.`,
      });
    }
    io.stdout.write(`${JSON.stringify(create(), undefined, 2)}\n`);
    return 0;
  },
});

function toJsonSchema(of: z.ZodType): object {
  return z.toJSONSchema(of, { target: 'draft-7', io: 'input' });
}
