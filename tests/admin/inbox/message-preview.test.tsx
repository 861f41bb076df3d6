import { MessagePreview } from '../../../admin/src/shared/MessagePreview';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { renderAdmin } from '../../support/render-admin';
import { conversationOf } from '../../support/message-views';
import { en } from '../../support/words';

type Preview = NonNullable<ConversationView['preview']>;

const shown = async (part: Partial<Preview>) => {
  const preview: Preview = {
    text: 'on its way',
    direction: 'out',
    state: 'read',
    type: 'text',
    origin: 'agent',
    agentId: 1,
    ...part,
  };
  const { container } = await renderAdmin(
    <MessagePreview conversation={conversationOf(1, { preview })} />
  );
  return container.querySelector('[dir="auto"]')?.textContent;
};

describe('the last message in one line', () => {
  it.each<[string, Partial<Preview>]>([
    [`${en('inbox.row.you')} on its way`, {}],
    [`${en('inbox.origin.agent')}: on its way`, { agentId: 2 }],
    [`${en('inbox.origin.bot')}: on its way`, { origin: 'bot', agentId: null }],
    [`${en('inbox.origin.campaign')}: on its way`, { origin: 'campaign', agentId: null }],
    ['on its way', { origin: null, agentId: null }],
    ['on its way', { direction: 'in', state: 'received', origin: 'customer', agentId: null }],
  ])('says who wrote it: %s', async (words, part) => {
    expect(await shown(part)).toBe(words);
  });

  it('shows the words without the marks that draw them', async () => {
    expect(await shown({ text: '*Yarın* _geliyor_\n- kâse' })).toBe(
      `${en('inbox.row.you')} Yarın geliyor kâse`
    );
  });
});
