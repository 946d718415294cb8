import { h, render } from 'preact';
import { createApiClient } from './api-client.ts';
import { App } from './app.ts';
import { readToken } from './read-token.ts';

const place = document.querySelector('#app');
if (place !== null) render(h(App, { client: createApiClient(readToken(location)) }), place);
