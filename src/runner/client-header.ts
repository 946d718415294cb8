/** Names the client, from 1, on its upgrade request, where several of ours share a proxy. */
export const clientHeader = 'x-wschaos-client';
