// An echo server on `ws`, to be killed and stopped: node echo-server.mjs PORT
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });

server.on('listening', () => console.log(`listening on ${server.address().port}`));
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  socket.on('error', (error) => console.error(error.message));
});

// Its end means that whoever started us is gone.
process.stdin.resume().on('end', () => process.exit());
