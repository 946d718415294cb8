// The server of graphql-ws on ws, with its defaults (it pings every 12 s) and one subscription.
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { announce, push, pushEveryMs } from './announce.mjs';

async function* ticks() {
  for (;;) {
    yield { tick: push };
    await setTimeout(pushEveryMs);
  }
}

const text = { type: new GraphQLNonNull(GraphQLString) };
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { hello: { ...text, resolve: () => 'world' } } }),
  subscription: new GraphQLObjectType({ name: 'Subscription', fields: { tick: { ...text, subscribe: ticks } } }),
});

const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
announce(server, '/graphql');
