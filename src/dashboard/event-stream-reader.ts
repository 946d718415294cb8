/** An event of a stream of server-sent events. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads `text/event-stream` from pieces of any size (HTML Standard §9.2.6). */
export interface EventStreamReader {
  push(piece: string): readonly StreamEvent[];
  /** What the server is to be asked for when the stream breaks; empty before the first id. */
  readonly lastId: string;
}

export function createEventStreamReader(): EventStreamReader {
  let rest = '';
  let data: string[] = [];
  let event = '';
  let lastId = '';

  const readLine = (line: string): StreamEvent | undefined => {
    if (line === '') {
      const told = { event: event === '' ? 'message' : event, data: data.join('\n') };
      const isTold = data.length > 0;
      [data, event] = [[], ''];
      return isTold ? told : undefined;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) lastId = value;
    return undefined;
  };

  return {
    push(piece) {
      // A CR at the end may be half of a CRLF.
      const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      return lines.flatMap((line) => readLine(line) ?? []);
    },
    get lastId() {
      return lastId;
    },
  };
}
