// @microsoft/signalr withAutomaticReconnect(), all else its defaults. The first start is retried as its documentation has it.
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { leaveWithParent, tell, url } from './tell.mjs';

const connection = new HubConnectionBuilder()
  .withUrl(url.replace(/^ws/, 'http'))
  .configureLogging(LogLevel.Error)
  .withAutomaticReconnect()
  .build();

connection.on('tick', () => {});
connection.onreconnecting((error) => tell('loss', { cause: error?.message ?? 'reconnecting' }));
connection.onreconnected(() => tell('ready'));
// After its last attempt, or where it does not reconnect.
connection.onclose((error) => tell('giveup', { cause: error?.message ?? 'closed' }));

leaveWithParent();
await connection.start();
tell('ready');
