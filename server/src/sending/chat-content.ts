import type { z } from 'zod';
import type { sendMessageBody } from '../contracts/conversations';
import type { IntentContent } from './prepare';

type Asked = z.output<typeof sendMessageBody>;

/** Ids that come back with the customer's choice: by place, since the words are the agent's own. */
const numbered = (kind: 'button' | 'row', at: number): string => `chat-${kind}-${at + 1}`;

const listOf = ({ sections, ...asked }: Extract<Asked, { type: 'list' }>): IntentContent => {
  let at = 0;
  const { text, button, header, footer, replyTo } = asked;
  return {
    type: 'list',
    text,
    button,
    header,
    footer,
    replyTo,
    sections: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map((row) => ({ id: numbered('row', at++), ...row })),
    })),
  };
};

/** What the composer said, as the one door takes it. */
export const chatContent = (asked: Asked): IntentContent => {
  switch (asked.type) {
    case 'text':
      return { type: 'text', text: asked.text, replyTo: asked.replyTo };
    case 'template':
      return { type: 'template', templateId: asked.templateId, values: asked.values };
    case 'reaction':
      return { type: 'reaction', to: asked.to, emoji: asked.emoji };
    case 'media': {
      const { file, as, voice, caption, replyTo } = asked;
      return { type: 'media', file, as, voice, caption, replyTo };
    }
    case 'buttons': {
      const { text, header, footer, buttons, replyTo } = asked;
      const shown = buttons.map((title, at) => ({ id: numbered('button', at), title }));
      return { type: 'buttons', text, header, footer, buttons: shown, replyTo };
    }
    case 'list':
      return listOf(asked);
    case 'link': {
      const { text, header, footer, button, url, replyTo } = asked;
      return { type: 'link', text, header, footer, button, url, replyTo };
    }
    case 'location': {
      const { latitude, longitude, name, address, replyTo } = asked;
      return { type: 'location', latitude, longitude, name, address, replyTo };
    }
    case 'contacts':
      return { type: 'contacts', cards: asked.cards, replyTo: asked.replyTo };
    case 'location-request':
      return { type: 'location-request', text: asked.text, replyTo: asked.replyTo };
  }
};
