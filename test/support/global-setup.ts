import { installDebianPackages } from './debian-packages.ts';

/** What vitest runs once, before any test. */
export function setup(): void {
  installDebianPackages();
}
