import { runScenario } from '../../src/runner/run-scenario.ts';
import { bounded, type Figure, plain } from './figures.ts';

/** How well the iterations of a case run side by side. */
export async function benchScenario(): Promise<readonly Figure[]> {
  const { cases } = await runScenario('builtin:refuse');
  const [refuse] = cases;
  if (refuse === undefined || refuse.status === 'unmeasured') throw new Error(`refuse: ${refuse?.reason ?? 'no case'}`);
  const lengths = refuse.iterations.map(
    ({ marks: { steady, ready } }) => (ready ?? Number.NaN) - (steady ?? Number.NaN),
  );
  const longest = Math.max(...lengths) / 1_000;
  const total = refuse.elapsedMs / 1_000;
  return [
    bounded(
      `refuse, ${lengths.length} iterations: wall time − 2 × the longest iteration`,
      total - 2 * longest,
      '<=',
      3,
      ' s',
    ),
    plain('refuse: wall time', total, ' s'),
    plain('refuse: longest iteration', longest, ' s'),
    plain('refuse: iterations that were too noisy', refuse.invalid.length, ''),
  ];
}
