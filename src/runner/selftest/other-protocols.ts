import { defineBehaviours } from './define-behaviours.ts';
import { finishBoth } from './finish-both.ts';

const everyByte = Uint8Array.from({ length: 8_192 }, (_, index) => index);

export const otherProtocols = defineBehaviours('tcp://', [
  {
    name: 'a server that speaks first, in lines',
    async run(stage) {
      const ends = await stage.connect({ scheme: 'tcp' });
      ends.server.send('220 mail.test ESMTP\r\n');
      await ends.client.untilText('ESMTP\r\n');
      ends.client.send('EHLO client.test\r\n');
      await ends.server.untilText('EHLO client.test\r\n');
      await finishBoth(ends);
    },
  },
  {
    name: 'every byte in both directions',
    async run(stage) {
      const ends = await stage.connect({ scheme: 'tcp' });
      ends.client.send(everyByte);
      ends.server.send(everyByte);
      await finishBoth(ends);
    },
  },
  {
    name: 'what looks like an upgrade request with a broken answer',
    async run(stage) {
      const ends = await stage.connect({ scheme: 'tcp' });
      ends.client.send('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
      await ends.server.untilText('\r\n\r\n');
      ends.server.send('\0\0');
      await ends.client.untilBytes(2);
      await finishBoth(ends);
    },
  },
  {
    name: 'RST of the server',
    async run(stage) {
      const { client, server } = await stage.connect({ scheme: 'tcp' });
      server.send('bye');
      await client.untilText('bye');
      server.reset();
      await client.untilEnd();
    },
  },
]);
