export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Cuts a text stream into server-sent events: feed it chunks as they come, it returns the finished ones.
 * Comment lines (the server's heartbeat) give no event; CRLF and LF both count.
 */
export const createSseParser = () => {
  let rest = '';
  return (chunk: string): ServerEvent[] => {
    rest += chunk.replace(/\r\n?/g, '\n');
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const lines = block.split('\n');
      const field = (name: string) =>
        lines
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
      const data = field('data');
      if (data.length === 0) return [];
      return [{ event: field('event').at(-1) ?? 'message', data: data.join('\n') }];
    });
  };
};
