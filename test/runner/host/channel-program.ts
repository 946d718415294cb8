import type { OwnProgram } from '../../../src/runner/own-program.ts';
import { repositoryRoot, sourceProgram, sourceUrl } from '../subject/programs.ts';

/** A program at the other end of a channel: it hands each order to `onOrder`, a piece of JavaScript that knows `tell`. */
export const channelProgram = (onOrder: string, onGone = 'process.exit()'): OwnProgram => ({
  command: sourceProgram(`
    import { openHostChannel } from ${sourceUrl('runner/host/host-channel.ts')};
    const { tell } = openHostChannel((order) => { ${onOrder} }, () => { ${onGone} });
    tell('up');`),
  cwd: repositoryRoot,
});
