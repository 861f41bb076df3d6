import { plainText } from './format';
import type { Bubble, Content } from './types';
import type { Say, Word } from './words';

/** Careful readers of message content, which comes from any caller of the API. */
export const objectOf = (value: unknown): Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : {};
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
export const listOf = (value: unknown): Content[] =>
  Array.isArray(value) ? value.map(objectOf) : [];

/** Only addresses of the web can be followed. */
export const safeUrl = (url: string): string | undefined =>
  /^https?:\/\//i.test(url) ? url : undefined;

/** Address of a media node: stored bytes by id, or the link it names. */
export const mediaSource = (node: Content): string => {
  const id = textOf(node['id']);
  if (id) return `/_sim/media/${encodeURIComponent(id)}`;
  return safeUrl(textOf(node['link'])) ?? '';
};

export const MEDIA_WORDS: Readonly<Record<string, Word>> = {
  image: 'photo',
  video: 'video',
  document: 'document',
  audio: 'audio',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contact',
  order: 'order',
};

/** Answers that have no text of their own. */
const answerWord = (content: Content): Word | undefined => {
  if (content['nfm_reply']) return 'formSent';
  const { response } = objectOf(content['call_permission_reply']);
  if (response === undefined) return undefined;
  return response === 'accept' ? 'callsAllowed' : 'callsRefused';
};

/** One line for quotes and lists. */
export const previewOf = (bubble: Bubble, say: Say): string => {
  const { body, caption, filename, contacts } = bubble.content;
  const voice = bubble.type === 'audio' && bubble.content['voice'] === true;
  const word = voice ? 'voiceNote' : (answerWord(bubble.content) ?? MEDIA_WORDS[bubble.type]);
  const card = objectOf(listOf(contacts)[0]?.['name'])['formatted_name'];
  const text =
    textOf(body) ||
    textOf(objectOf(body)['text']) ||
    textOf(caption) ||
    textOf(filename) ||
    textOf(card);
  return (plainText(text) || (word ? say(word) : bubble.type)).slice(0, 120);
};

/** A small number that is always the same for the same text: drawings differ, but do not change. */
export const hashOf = (text: string): number => {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return hash;
};
