import { interactive } from '../cloud-api/messages';
import type { MessageContent } from '../cloud-api/message-types';
import type { MessageBody } from '../contracts/conversations';

/**
 * A text with up to three buttons; what is pressed comes back with its id and words (Meta, "Interactive reply buttons
 * messages").
 */
export interface ButtonsIntent extends Around {
  type: 'buttons';
  text: string;
  buttons: { id: string; title: string }[];
}

/** What may stand above and below the text, and the message that is answered. */
export interface Around {
  /** At most 60 characters, as the footer. */
  header?: string | undefined;
  footer?: string | undefined;
  replyTo?: number | undefined;
}

/** Header and footer as Meta takes them. */
export const aroundOf = ({ header, footer }: Around) => ({
  ...(header ? { header: { type: 'text' as const, text: header } } : {}),
  ...(footer ? { footer: { text: footer } } : {}),
});

/** Header and footer as they are drawn. */
export const drawnAround = ({
  header,
  footer,
}: Around): Pick<MessageBody, 'header' | 'footer'> => ({
  header: header ? { kind: 'text', text: header } : null,
  footer: footer || null,
});

export const renderButtons = ({
  text,
  buttons,
  ...around
}: ButtonsIntent): { content: MessageContent; body: MessageBody } => ({
  content: interactive({
    type: 'button',
    ...aroundOf(around),
    body: { text },
    action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  }),
  body: {
    type: 'interactive',
    text,
    ...drawnAround(around),
    buttons: buttons.map(({ id, title }) => ({ type: 'quick-reply', text: title, value: id })),
    media: null,
    location: null,
    contacts: [],
  },
});
