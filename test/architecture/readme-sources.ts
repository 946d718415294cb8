import { metrics } from '../../src/base/metric.ts';
import { commands } from '../../src/cli/index.ts';
import { faults } from '../../src/faults/index.ts';
import { formatCommandTable, formatFaultTable, formatMetricTable, type ReadmeSections } from './readme-sections.ts';

/** What the generated parts of README.md must say, from the code. */
export const readmeSections: ReadmeSections = {
  commands: formatCommandTable(commands),
  faults: formatFaultTable(faults),
  metrics: formatMetricTable(metrics),
};
