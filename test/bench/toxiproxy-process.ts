import process from 'node:process';
import { createControl } from '../../src/control/create-control.ts';
import { calmCollector } from '../../src/runner/calm-collector.ts';
import { createSessionRegistry } from '../../src/runner/session/session-registry.ts';

// As the program does.
calmCollector();
const control = await createControl({ registry: createSessionRegistry(), address: { host: '127.0.0.1', port: 0 } });
process.send?.({ port: Number(new URL(control.url).port) });
process.once('disconnect', () => process.exit());
