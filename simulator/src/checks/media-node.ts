import { badValue, invalid, missing, type Refusal } from '../graph/refusal';
import type { JsonObject } from '../kernel/json';
import { checkText, first, isHttpUrl } from './limits';

export const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

const CAPTIONED: readonly string[] = ['image', 'video', 'document'];
const DIGITS = /^\d{1,64}$/;

const checkSource = (node: JsonObject, path: string): Refusal | null => {
  const { id, link } = node;
  if (id === undefined && link === undefined) return missing(`${path}['id'] or ${path}['link']`);
  if (id !== undefined && link !== undefined)
    return invalid(`Param ${path} must have exactly one of id and link.`);
  if (id !== undefined && !(typeof id === 'string' && DIGITS.test(id)))
    return badValue(`${path}['id'] must be a media id: a string of digits.`);
  if (link !== undefined && !isHttpUrl(link))
    return badValue(`${path}['link'] must be an address that starts with http:// or https://.`);
  return null;
};

/** Image, video, audio, document or sticker node of a message. */
export const checkMediaNode = (type: MediaType, node: JsonObject): Refusal | null =>
  first(
    checkSource(node, type),
    node['caption'] !== undefined && !CAPTIONED.includes(type)
      ? invalid(`Param ${type}['caption'] is not supported for ${type} messages.`)
      : checkText(node, 'caption', { path: type, max: 1024, min: 0, required: false }),
    node['filename'] !== undefined && type !== 'document'
      ? invalid(`Param ${type}['filename'] is only supported for document messages.`)
      : checkText(node, 'filename', { path: type, max: 255, required: false }),
    node['voice'] !== undefined && (type !== 'audio' || typeof node['voice'] !== 'boolean')
      ? invalid("Param audio['voice'] must be a boolean of an audio message.")
      : null
  );
