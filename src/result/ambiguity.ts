/** Why a figure of single clients is missing. */
export const ambiguity =
  'nothing tells the connections of the clients apart; client.identify can name a header, a query parameter or the path';
