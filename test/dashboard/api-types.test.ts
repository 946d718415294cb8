import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { faultType, proxyView } from '../../src/control/schemas.ts';
import type * as api from '../../src/dashboard/api-types.ts';
import type { ConnectionView } from '../../src/runner/session/connection-book.ts';
import type { LogEntry } from '../../src/runner/session/log-entry.ts';
import type { FaultView, MeasurementView } from '../../src/runner/session/views.ts';

test('the page reads what the tool tells', () => {
  expectTypeOf<ConnectionView>().toExtend<api.Connection>();
  expectTypeOf<FaultView>().toExtend<api.LiveFault>();
  expectTypeOf<MeasurementView>().toExtend<api.Measurement>();
  expectTypeOf<z.output<typeof proxyView>>().toExtend<api.ProxyFacts>();
  expectTypeOf<z.output<typeof faultType>>().toExtend<api.FaultType>();
  expectTypeOf<LogEntry>().toExtend<api.FrameEntry | api.EventEntry>();
});
