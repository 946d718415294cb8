import { builtinPrefix, listBundled, loadScenarioFiles } from './load-scenario-files.ts';

/** The suite of every bundled scenario; the others are named after the tags of their scenarios. */
export const suiteOfAll = 'all';

/** A bundled suite: `builtin:ci` is every bundled scenario with the tag `ci`. */
export interface BundledSuite {
  readonly name: string;
  /** `builtin:NAME` each. */
  readonly files: readonly string[];
}

/** The bundled suites: all of them, then one for each tag, by name. */
export function listSuites(): readonly BundledSuite[] {
  const all = listBundled().map((name) => `${builtinPrefix}${name}`);
  const { cases } = loadScenarioFiles(all, {}, {});
  const tags = [...new Set(cases.flatMap((one) => one.tags))].sort();
  const filesWith = (tag: string): readonly string[] =>
    all.filter((file) => cases.some((one) => one.file === file && one.tags.includes(tag)));
  return [{ name: suiteOfAll, files: all }, ...tags.map((tag) => ({ name: tag, files: filesWith(tag) }))];
}
