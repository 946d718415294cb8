import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Our ends of a program's stdio. */
export interface ProgramStdio {
  readonly stdin: Socket;
  readonly stdout: Socket;
  readonly stderr: Socket;
  /** From fd 3 on. */
  readonly pipes: readonly Socket[];
}

/**
 * Dials the guard at its Unix-domain socket, once for each file descriptor of the program that the start `id` is to start. Nothing
 * is read before somebody listens for data: the output of a fast program would be over before.
 */
export async function dialStdio(path: string, id: number, extraPipes: number): Promise<ProgramStdio> {
  const dial = (): Socket => waitForListener(connect(path));
  const [stdin, stdout, stderr] = [dial(), dial(), dial()];
  const pipes = Array.from({ length: extraPipes }, dial);
  const all = [stdin, stdout, stderr, ...pipes];
  try {
    await Promise.all(all.map((socket, fd) => introduce(socket, `${id} ${fd}\n`)));
    return { stdin, stdout, stderr, pipes };
  } catch (error) {
    for (const socket of all) socket.destroy();
    throw error;
  }
}

/** A connection reads ahead unless it is paused, and one that is paused would stay so whoever listens. */
function waitForListener(socket: Socket): Socket {
  const onNewListener = (event: string): void => {
    if (event !== 'data') return;
    socket.off('newListener', onNewListener);
    socket.resume();
  };
  return socket.pause().on('newListener', onNewListener);
}

async function introduce(socket: Socket, name: string): Promise<void> {
  await once(socket, 'connect');
  // One that breaks says so by its end.
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    socket.write(name, (error) => (error ? reject(error) : resolve()));
  });
}
