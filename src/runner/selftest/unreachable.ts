import { defineBehaviours } from './define-behaviours.ts';
import { requestHead } from './wire-text.ts';

/** Nobody but root can listen on it, and nobody does: dials are refused. */
const closedPort = 1;

/** What the proxy writes in place of the refusal. */
const badGateway = [
  'HTTP/1.1 502 Bad Gateway\r\n',
  'Content-Type: text/plain; charset=utf-8\r\n',
  'Content-Length: 79\r\n',
  'Connection: close\r\n',
  '\r\n',
  `wschaos could not reach the server behind it: connect ECONNREFUSED 127.0.0.1:${closedPort}\n`,
].map((line) => JSON.stringify(line));

const because = 'the proxy has accepted the client before it can know that the server refuses';

export const unreachable = defineBehaviours('unreachable server', [
  {
    name: 'a refused upgrade',
    inherent: {
      name: '502 instead of a refusal',
      because: `${because}; the fault "refuse" gives a real refusal`,
      instead: ({ server }) => ({ client: [...badGateway, 'fin'], server }),
    },
    async run(stage) {
      const client = stage.dial(await stage.reach(closedPort));
      client.send(requestHead());
      await client.untilEnd();
      client.finish();
      await client.untilClosed();
    },
  },
  {
    name: 'a refused connection in another protocol',
    inherent: {
      name: 'RST instead of a refusal',
      because: `${because}; in an unknown protocol there is no way to say so`,
      instead: ({ server }) => ({ client: ['reset'], server }),
    },
    async run(stage) {
      const client = stage.dial(await stage.reach(closedPort, 'tcp'));
      await client.untilEnd();
    },
  },
  {
    name: 'the address of the client, as the server sees it',
    inherent: {
      name: "the proxy's port",
      because: 'the connection to the server is one of its own, from a port of its own',
      instead: ({ client, server }) => ({
        client,
        server: server.map((line) => line.replace('the port', 'not the port')),
      }),
    },
    async run(stage) {
      const { client, server } = await stage.connect();
      server.send('hello');
      await client.untilText('hello');
      const isSame = server.ports().remote === client.ports().local;
      stage.note('server', `sees ${isSame ? 'the port' : 'not the port'} that the client has`);
    },
  },
]);
