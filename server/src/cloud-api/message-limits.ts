import { holdsVariable } from '../contracts/open-variable';
import { isBsuid } from '../kernel/phone';
import { checkInteractive } from './interactive-limits';
import { checkLocation, checkMedia } from './media-limits';
import type { ContactCard, MessagePayload, TemplateSend } from './message-types';
import { checkCount, checkLength, type Problem } from './problem';

/**
 * Everything Meta would refuse in a message, found before it is sent, and variables that nobody filled in, which Meta would
 * show to the customer. Empty when it may go. Every message passes here: as it is written down, and again before its call.
 * Template values are checked against the template by `checkAgainstStructure`.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 */
export const checkMessage = (payload: MessagePayload): Problem[] => [
  ...checkEnvelope(payload),
  ...checkContent(payload),
  ...variablesLeft(payload),
];

/** Ours, not read by people. */
const UNREAD = new Set(['biz_opaque_callback_data', 'context']);

/** A literal `{{1}}` in any text of the message, wherever it came from: a slip of the writer, or what somebody calls themselves. */
const variablesLeft = (value: unknown, field = ''): Problem[] => {
  if (typeof value === 'string')
    return holdsVariable(value)
      ? [
          {
            field,
            kind: 'open-variable',
            message: `${field} still has a variable in braces, such as {{1}}: fill it in or take it out`,
          },
        ]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, i) => variablesLeft(one, `${field}[${i}]`));
  return Object.entries(value)
    .filter(([key]) => field !== '' || !UNREAD.has(key))
    .flatMap(([key, one]) => variablesLeft(one, field === '' ? key : `${field}.${key}`));
};

const checkEnvelope = (payload: MessagePayload): Problem[] => [
  ...checkAddress(payload),
  ...checkLength('biz_opaque_callback_data', payload.biz_opaque_callback_data, { max: 512 }),
  ...(payload.context
    ? checkLength('context.message_id', payload.context.message_id, { max: 512, required: true })
    : []),
];

const checkAddress = ({ to, recipient }: MessagePayload): Problem[] => {
  if (to !== undefined && recipient !== undefined) {
    return [{ field: 'recipient', kind: 'both-given', message: 'give either to or recipient' }];
  }
  if (recipient !== undefined) {
    return isBsuid(recipient)
      ? []
      : [
          {
            field: 'recipient',
            kind: 'bad-format',
            message: 'recipient must be a user id such as DE.123',
          },
        ];
  }
  if (to === undefined) return [{ field: 'to', kind: 'missing', message: 'to must not be empty' }];
  return /^\+[1-9]\d{4,19}$/.test(to)
    ? []
    : [
        {
          field: 'to',
          kind: 'bad-format',
          message: 'to must be + and digits with the country code',
        },
      ];
};

const checkContent = (payload: MessagePayload): Problem[] => {
  switch (payload.type) {
    case 'text':
      return checkLength('text.body', payload.text.body, { max: 4096, required: true });
    case 'image':
      return [...checkMedia('image', payload.image), ...caption('image', payload.image.caption)];
    case 'video':
      return [...checkMedia('video', payload.video), ...caption('video', payload.video.caption)];
    case 'document':
      return [
        ...checkMedia('document', payload.document),
        ...caption('document', payload.document.caption),
        ...checkLength('document.filename', payload.document.filename, { max: 240 }),
      ];
    case 'audio':
      return checkMedia('audio', payload.audio);
    case 'sticker':
      return checkMedia('sticker', payload.sticker);
    case 'location':
      return checkLocation('location', payload.location);
    case 'contacts':
      return checkContacts(payload.contacts);
    case 'reaction':
      return checkReaction(payload.reaction);
    case 'interactive':
      return checkInteractive(payload.interactive);
    case 'template':
      return checkTemplate(payload.template);
  }
};

const caption = (kind: string, value: string | undefined): Problem[] =>
  checkLength(`${kind}.caption`, value, { max: 1024 });

const checkContacts = (cards: ContactCard[]): Problem[] => [
  ...checkCount('contacts', cards.length, { min: 1, max: 257 }),
  ...cards.flatMap((card, i) => [
    ...checkLength(`contacts[${i}].name.formatted_name`, card.name.formatted_name, {
      max: 1024,
      required: true,
    }),
    ...(hasNamePart(card)
      ? []
      : [
          {
            field: `contacts[${i}].name`,
            kind: 'missing' as const,
            message: `contacts[${i}].name needs a first name, a last name or another part beside formatted_name`,
          },
        ]),
  ]),
];

const hasNamePart = ({ name }: ContactCard): boolean =>
  [name.first_name, name.last_name, name.middle_name, name.prefix, name.suffix].some((part) =>
    Boolean(part?.trim())
  );

const checkReaction = ({ message_id, emoji }: { message_id: string; emoji: string }): Problem[] => [
  ...checkLength('reaction.message_id', message_id, { max: 512, required: true }),
  ...(emoji === '' || [...new Intl.Segmenter().segment(emoji)].length === 1
    ? []
    : [
        {
          field: 'reaction.emoji',
          kind: 'bad-format' as const,
          message: 'reaction.emoji must be one emoji, or empty',
        },
      ]),
];

const checkTemplate = ({ name, language }: TemplateSend): Problem[] => [
  ...(/^[a-z0-9_]{1,512}$/.test(name)
    ? []
    : [
        {
          field: 'template.name',
          kind: 'bad-format' as const,
          message: 'template.name holds small letters, digits and _ only',
        },
      ]),
  ...(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language.code)
    ? []
    : [
        {
          field: 'template.language.code',
          kind: 'bad-format' as const,
          message: 'template.language.code must be a code such as en_US',
        },
      ]),
];
