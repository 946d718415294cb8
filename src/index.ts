export type { ClientEventKind } from './base/client-event.ts';
export type { ClientPolicy } from './base/client-policy.ts';
export { WschaosError } from './base/error.ts';
export type { FaultDefinition } from './faults/define-fault.ts';
export type { FrameView, UpgradeRequest } from './faults/fault-hooks.ts';
export { faults } from './faults/index.ts';
export type { FaultEvent, ProxyEvent } from './proxy/proxy-event.ts';
export type { TlsIdentity } from './proxy/tls-termination.ts';
export { defineReporter, type RenderOptions, type Reporter } from './report/define-reporter.ts';
export type {
  CaseResult,
  ExpectationResult,
  IterationResult,
  Marks,
  MetricSummary,
  RunResult,
  Sample,
  TimelineEntry,
  Verdict,
} from './result/run-result.ts';
export type { InjectedFault } from './runner/fault-injector.ts';
export type { FaultEntry } from './runner/parse-fault-entries.ts';
export { type RunScenarioOptions, runScenario } from './runner/run-scenario.ts';
export { type ProxyHandle, type StartProxyOptions, startProxy } from './runner/start-proxy.ts';
export {
  type ClientContext,
  type ClientEventDetails,
  type ClientSetup,
  defineClient,
  type RunningClient,
} from './runner/subject/define-client.ts';
export type { Overrides } from './scenario/build-case.ts';
export type { ClientSpec, ScenarioCase, TargetSpec } from './scenario/scenario-case.ts';
