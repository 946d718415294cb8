import type { Behaviour, Peer } from './server-contract.ts';

const announcement = 'Hey all, a new client has joined us';
const greeting = 'Hello from server';
const stop = 'stop';

/** Announces each client to all, greets it, hands its messages to the others, and closes on `stop`. */
export function createChat(): Behaviour {
  const peers = new Set<Peer>();
  return {
    onJoin(peer) {
      peers.add(peer);
      for (const each of peers) each.send(announcement);
      peer.send(greeting);
    },
    onMessage(sender, data) {
      if (data === stop) {
        sender.close();
        return;
      }
      for (const peer of peers) if (peer !== sender) peer.send(data);
    },
    onLeave(peer) {
      peers.delete(peer);
    },
  };
}
