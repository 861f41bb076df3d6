import type {
  MessageBody,
  SendMessageBody,
} from '../../../../../server/src/contracts/conversations';
import { captionTarget, isReady, mediaPreview, type Attachment } from './attachment';
import { textPreview } from './preview';

type WithoutClientId<Body> = Body extends { clientId: string } ? Omit<Body, 'clientId'> : never;
export interface Outgoing {
  readonly body: WithoutClientId<SendMessageBody>;
  readonly preview: MessageBody;
}

const mediaOf = (one: Attachment, caption: string): Outgoing[] =>
  one.ref && isReady(one)
    ? [
        {
          body: {
            type: 'media',
            file: one.ref,
            ...(one.asDocument ? { as: 'document' as const } : {}),
            ...(one.voice && !one.asDocument ? { voice: true } : {}),
            ...(caption === '' ? {} : { caption }),
          },
          preview: mediaPreview(one, caption),
        },
      ]
    : [];

/**
 * What the composer's content becomes, in the order in which it goes: each file is a message of its own, the text is
 * the caption of one of them or a message after them. The first of them carries the quote.
 */
export const outgoing = (
  text: string,
  attachments: readonly Attachment[],
  replyTo: number | undefined
): Outgoing[] => {
  const target = captionTarget(text, attachments);
  const files = attachments.flatMap((one) => mediaOf(one, one.key === target ? text.trim() : ''));
  const words: Outgoing[] =
    text.trim() !== '' && target === null
      ? [{ body: { type: 'text', text: text.trim() }, preview: textPreview(text.trim()) }]
      : [];
  const [first, ...rest] = [...files, ...words];
  if (!first) return [];
  return [
    replyTo === undefined
      ? first
      : { ...first, body: { ...first.body, replyTo } as Outgoing['body'] },
    ...rest,
  ];
};
