import type { MessageBody } from '../../../../server/src/contracts/conversations';
import { plainBody } from '../../../../server/src/contracts/message-body';
import { backendUrl } from '../backend-url';
import {
  fillText,
  variableValues,
  type VariableValues,
} from '../../../../server/src/contracts/text-variables';

/** A customer who exists nowhere, for previews; the server tries bots on the same one. */
export const sampleValues: VariableValues = variableValues(
  {
    name: 'Ayşe Kaya',
    phone: '+905551234567',
    email: 'ayse@example.com',
    language: 'tr',
    country: 'TR',
    town: 'Bursa',
    username: 'ayse.kaya',
  },
  'Can Demir'
);

/** A plain text bubble, filled for the made-up customer. */
export const sampleBody = (text: string): MessageBody =>
  plainBody('text', fillText(text, sampleValues).text);

type File = { mime: string; name: string; url: string };
type Media = NonNullable<MessageBody['media']>;

/** What WhatsApp makes of a file of this type. */
export const mediaKind = (mime: string): Media['kind'] => {
  const [kind] = mime.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document';
};

/** The bubble with a file of the media library, drawn from the address that the library shows it by. */
export const withFile = (body: MessageBody, file: File | null): MessageBody =>
  file
    ? {
        ...body,
        type: mediaKind(file.mime),
        media: {
          kind: mediaKind(file.mime),
          mime: file.mime,
          filename: file.name,
          voice: false,
          url: new URL(file.url, backendUrl() || window.location.origin).href,
        },
      }
    : body;
