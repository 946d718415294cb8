import { useEffect, useState } from 'preact/hooks';
import { type ApiClient, ApiProblem } from './api-client.ts';
import type { FaultType, ProxyFacts } from './api-types.ts';

/** What there is to choose from. */
export interface Catalogue {
  readonly names: readonly string[];
  readonly types: readonly FaultType[];
  /** Why there is nothing. */
  readonly trouble: string | undefined;
}

const namesMs = 2_000;

/** The fault types, and the names of the proxies: those come and go. */
export function useCatalogue(client: ApiClient): Catalogue {
  const [names, setNames] = useState<readonly string[]>([]);
  const [types, setTypes] = useState<readonly FaultType[]>([]);
  const [trouble, setTrouble] = useState<string>();

  useEffect(() => {
    const askNames = async (): Promise<void> => {
      const found = (await client.get<readonly ProxyFacts[]>('/proxies')).map(({ name }) => name);
      setNames((known) => (found.join('\n') === known.join('\n') ? known : found));
      setTrouble(undefined);
    };
    const tell = (error: unknown): void =>
      setTrouble(error instanceof ApiProblem ? `The tool refuses: ${error.message}.` : 'The tool does not answer.');
    void client.get<readonly FaultType[]>('/faults').then(setTypes, tell);
    void askNames().catch(tell);
    const timer = setInterval(() => void askNames().catch(tell), namesMs);
    return () => clearInterval(timer);
  }, [client]);

  return { names, types, trouble };
}
