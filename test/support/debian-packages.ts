import { spawnSync } from 'node:child_process';

/** A Debian package that some test needs, and a command that succeeds only where it is installed. */
interface DebianPackage {
  readonly name: string;
  readonly probe: readonly [command: string, ...args: string[]];
}

/** The websocket-client library for Debian's own Python: the interop tests drive it. */
export const pythonWebsocket: DebianPackage = {
  name: 'python3-websocket',
  probe: ['/usr/bin/python3', '-c', 'import websocket'],
};

/** The websockets library for Debian's own Python, another than the one above. */
export const pythonWebsockets: DebianPackage = {
  name: 'python3-websockets',
  probe: ['/usr/bin/python3', '-c', 'import websockets'],
};

/** A real server in front of another: what many clients meet first. */
export const nginx: DebianPackage = { name: 'nginx-light', probe: ['/usr/sbin/nginx', '-v'] };

/** A real browser. */
export const chromium: DebianPackage = { name: 'chromium', probe: ['/usr/bin/chromium', '--version'] };

/** Statistics by others than us: they check ours. */
export const pythonScipy: DebianPackage = {
  name: 'python3-scipy',
  probe: ['/usr/bin/python3', '-c', 'import scipy.stats'],
};

/** A relay written in C: the bench compares with it. */
export const haproxy: DebianPackage = { name: 'haproxy', probe: ['haproxy', '-v'] };

/** What was on the wire, seen by nobody of ours. */
export const tcpdump: DebianPackage = { name: 'tcpdump', probe: ['tcpdump', '--version'] };

/** A reader of XML and of its schemas. */
export const xmllint: DebianPackage = { name: 'libxml2-utils', probe: ['xmllint', '--version'] };

/** Another shell, of which the completion is tried. */
export const zsh: DebianPackage = { name: 'zsh', probe: ['zsh', '--version'] };

/** What the tests need. */
const testPackages: readonly DebianPackage[] = [
  pythonWebsocket,
  pythonWebsockets,
  nginx,
  chromium,
  tcpdump,
  pythonScipy,
  xmllint,
  zsh,
];

function isInstalled({ probe: [command, ...args] }: DebianPackage): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** For a test's `beforeAll`: throws with the command to run where the package is missing. */
export function requireDebianPackage(needed: DebianPackage): void {
  if (isInstalled(needed)) return;
  throw new Error(`this needs the Debian package ${needed.name}: run "apt-get install ${needed.name}" as root`);
}

/** Installs what is missing where that is possible: as root, with apt-get. Elsewhere the tests that need it say so. */
export function installDebianPackages(needed: readonly DebianPackage[] = testPackages): void {
  const missing = needed.filter((each) => !isInstalled(each)).map(({ name }) => name);
  if (missing.length === 0 || process.getuid?.() !== 0) return;
  const aptGet = (...args: readonly string[]): void => {
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      // stdout stays free for the reporter.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...missing);
}
