import { metrics } from '../../src/base/metric.ts';
import { faults } from '../../src/faults/index.ts';
import { formatFaultTable, formatMetricTable, type ReadmeSections } from './readme-sections.ts';

/** What the generated parts of README.md must say, from the code. */
export const readmeSections: ReadmeSections = {
  faults: formatFaultTable(faults),
  metrics: formatMetricTable(metrics),
};
