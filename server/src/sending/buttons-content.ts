import { interactive } from '../cloud-api/messages';
import type { MessageContent } from '../cloud-api/message-types';
import type { MessageBody } from '../contracts/conversations';

/** A text with up to three buttons to press; what is pressed comes back with its id and words (cloud-api 2.6). */
export interface ButtonsIntent {
  type: 'buttons';
  text: string;
  buttons: { id: string; title: string }[];
}

export const renderButtons = ({
  text,
  buttons,
}: ButtonsIntent): { content: MessageContent; body: MessageBody } => ({
  content: interactive({
    type: 'button',
    body: { text },
    action: { buttons: buttons.map((reply) => ({ type: 'reply', reply })) },
  }),
  body: {
    type: 'interactive',
    text,
    header: null,
    footer: null,
    buttons: buttons.map(({ id, title }) => ({ type: 'quick-reply', text: title, value: id })),
    media: null,
    location: null,
    contacts: [],
  },
});
