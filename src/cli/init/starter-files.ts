import { githubWorkflow } from './github-workflow.ts';
import { gitlabPipeline } from './gitlab-pipeline.ts';
import { starterClient } from './starter-client.ts';
import { starterScenarios } from './starter-scenarios.ts';

/** The services that there is a pipeline for. */
export const ciServices = ['github', 'gitlab'] as const;
export type CiService = (typeof ciServices)[number];

/** What they call themselves. */
export const ciServiceNames: Readonly<Record<CiService, string>> = { github: 'GitHub', gitlab: 'GitLab' };

/** A file to begin with. */
export interface StarterFile {
  /** From the folder of the project on, with `/` on every system. */
  readonly path: string;
  readonly text: string;
}

const pipelines: Readonly<Record<CiService, StarterFile>> = {
  github: { path: '.github/workflows/wschaos.yml', text: githubWorkflow },
  gitlab: { path: '.gitlab-ci.yml', text: gitlabPipeline },
};

/** Scenarios, the client that they test, and a pipeline for each of the services. */
export function listStarterFiles(services: readonly CiService[]): readonly StarterFile[] {
  return [
    ...Object.entries(starterScenarios).map(([name, text]) => ({ path: `scenarios/${name}`, text })),
    { path: 'scenarios/client.mjs', text: starterClient },
    ...services.map((service) => pipelines[service]),
  ];
}
