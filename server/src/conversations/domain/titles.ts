import type { MessageBody } from '../../contracts/conversations';

/** What a person may press below a message: titles of quick replies and of the rows of a list. */
export const titlesOf = ({ buttons, list }: MessageBody): string[] => [
  ...buttons.filter(({ type }) => type === 'quick-reply').map(({ text }) => text),
  ...(list?.sections ?? []).flatMap(({ rows }) => rows.map(({ title }) => title)),
];
