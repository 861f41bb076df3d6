import type { Content } from './types';

/** Careful readers of message content, which comes from whoever called the API. */
export const objectOf = (value: unknown): Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : {};
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
export const listOf = (value: unknown): Content[] =>
  Array.isArray(value) ? value.map(objectOf) : [];

/** Address of a media node: stored bytes by id, or the link it names. */
export const mediaSource = (node: Content): string => {
  const id = textOf(node['id']);
  if (id) return `/_sim/media/${encodeURIComponent(id)}`;
  const link = textOf(node['link']);
  return /^https?:\/\//i.test(link) ? link : '';
};
