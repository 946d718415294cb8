import type { Address } from '../../base/address.ts';
import type { TlsIdentity } from '../../proxy/tls-termination.ts';
import type { FaultEntry } from '../../runner/parse-fault-entries.ts';
import type { ScenarioCase, TargetSpec } from '../../scenario/scenario-case.ts';

/** A proxy that `wschaos proxy` is to start. */
export interface PlannedProxy {
  readonly name: string;
  readonly target: TargetSpec;
  readonly listen: Address;
  /** With the texts of its files. */
  readonly tls: TlsIdentity | undefined;
  readonly faults: readonly FaultEntry[];
  /** The same, where they come from flags: what is wrong is told of those. */
  readonly flags: readonly string[];
  /** Whose faults are armed. */
  readonly scenario: ScenarioCase | undefined;
  readonly enabled: boolean;
}
