import type { BuiltCase } from './build-case.ts';

/**
 * Why cases cannot run with the target that stands in place of their own, and was given by `source`:
 * `with --target no server process was started by wschaos, so fault "server" in crash.yaml has nothing to act on`.
 */
export function explainUnfit(unfit: readonly BuiltCase[], source: string): string {
  const faults = unfit.flatMap(({ scenario, strandedFaults }) =>
    strandedFaults.map((id) => `fault "${id}" in ${scenario.file}`),
  );
  const distinct = [...new Set(faults)];
  const verb = distinct.length === 1 ? 'has' : 'have';
  return `with ${source} no server process was started by wschaos, so ${distinct.join(', ')} ${verb} nothing to act on`;
}
