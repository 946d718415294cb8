export { WschaosError } from './base/error.ts';
export type { FaultDefinition } from './faults/define-fault.ts';
export { faults } from './faults/index.ts';
export type { ProxyEvent } from './proxy/proxy-event.ts';
export type { CaseResult, IterationResult, RunResult, Verdict } from './result/run-result.ts';
export type { FaultEntry } from './runner/parse-fault-entries.ts';
export { type RunScenarioOptions, runScenario } from './runner/run-scenario.ts';
export { type InjectedFault, type ProxyHandle, type StartProxyOptions, startProxy } from './runner/start-proxy.ts';
