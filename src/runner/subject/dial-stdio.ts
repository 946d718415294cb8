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
 * Dials the guard at its Unix-domain socket, once for each file descriptor of the program that the start `id` is to start. They
 * are paused, and nothing is read before somebody resumes them: the output of a fast program would be over before anybody
 * listens.
 */
export async function dialStdio(path: string, id: number, extraPipes: number): Promise<ProgramStdio> {
  const dial = (): Socket => connect(path).pause();
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

async function introduce(socket: Socket, name: string): Promise<void> {
  await once(socket, 'connect');
  // One that breaks says so by its end.
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    socket.write(name, (error) => (error ? reject(error) : resolve()));
  });
}
