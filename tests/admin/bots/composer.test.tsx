import { screen, waitFor } from '@testing-library/react';
import { useRef, useState } from 'react';
import {
  QuickReplyButton,
  UnfilledHint,
} from '../../../admin/src/pages/Inbox/quick-replies/QuickReplyButton';
import { OpenVariables } from '../../../admin/src/pages/Inbox/quick-replies/OpenVariables';
import {
  QuickReplyPopover,
  replyFieldProps,
} from '../../../admin/src/pages/Inbox/quick-replies/QuickReplyPopover';
import { useQuickReplies } from '../../../admin/src/pages/Inbox/quick-replies/useQuickReplies';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { QuickReplyView } from '../../../server/src/contracts/quick-replies';
import { contact } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { en } from '../../support/words';

// jsdom has no layout.
Element.prototype.scrollIntoView = () => undefined;

const reply = (id: number, shortcut: string, text: string): QuickReplyView => ({
  id,
  shortcut,
  text,
  file: null,
  shared: true,
  used: 0,
  changedAt: 1,
});
const conversation = {
  id: 1,
  contact: contact({ id: 1, name: 'Ayşe Kaya', email: null }),
} as ConversationView;
const sent: string[] = [];

/** The field as the composer holds it. */
const Field = () => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const replies = useQuickReplies({
    conversation,
    text,
    onText: setText,
    field,
    canReply: true,
    onFile: () => undefined,
  });
  return (
    <div>
      <QuickReplyPopover replies={replies} />
      <textarea
        ref={field}
        aria-label="Message"
        value={text}
        {...replyFieldProps(replies)}
        onChange={(event) => {
          setText(event.target.value);
          replies.onCaret(event.target.selectionStart);
        }}
        onKeyDown={(event) => {
          if (replies.onKeyDown(event) || event.key !== 'Enter') return;
          event.preventDefault();
          if (!replies.holdsBack('send')) sent.push(text);
        }}
      />
      <OpenVariables replies={replies} onGo={(deed) => sent.push(`${deed}: ${text}`)} />
      <UnfilledHint replies={replies} />
      <QuickReplyButton replies={replies} />
    </div>
  );
};

const open = async () => {
  sent.length = 0;
  const view = await renderAdmin(<Field />, {
    routes: {
      'GET /whatsapp/quick-replies': {
        quickReplies: [
          reply(1, '/iade', 'İade adımları'),
          reply(2, '/kargo', 'Merhaba {{first_name}}, ben {{agent_first_name}}.'),
          reply(3, '/kargo-takip', 'Takip: {{email}}'),
        ],
      },
      'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Can Demir' }], me: 1 },
      'POST /whatsapp/quick-replies/2/used': { ok: true },
      'POST /whatsapp/quick-replies/3/used': { ok: true },
    },
  });
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: en('later.text') });
  await waitFor(() => expect(view.calls).toHaveLength(2));
  return { ...view, field };
};

describe('quick replies in the composer', () => {
  it('[Q-03] [Q-05] [Q-06] "/" offers them while one types; Enter inserts the first, filled and not sent', async () => {
    const { person, field, calls } = await open();
    await person.type(field, 'Selam /kar');
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.getAttribute('aria-selected'))).toEqual([
      'true',
      'false',
    ]);
    expect(field.getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    await person.keyboard('{Enter}');
    expect(field.value).toBe('Selam Merhaba Ayşe, ben Can.');
    expect(sent).toEqual([]);
    await waitFor(() => expect(calls.at(-1)?.path).toBe('/whatsapp/quick-replies/2/used'));
    await person.keyboard('{Enter}');
    expect(sent).toEqual(['Selam Merhaba Ayşe, ben Can.']);
  });

  it('[Q-06] an open variable is selected, told, and asked about before it goes', async () => {
    const { person, field } = await open();
    await person.type(field, '/kargo');
    await screen.findAllByRole('option');
    await person.keyboard('{ArrowDown}{Tab}');
    expect(field.value).toBe('Takip: {{email}}');
    await waitFor(() =>
      expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('{{email}}')
    );
    expect(screen.getByText(/Fill in 1 variable/)).toBeTruthy();
    await person.keyboard('{Enter}{Enter}');
    expect(sent).toEqual([]);
    expect(screen.getByText(/is not filled in/).textContent).toMatch(/^{{email}} is/);
    await person.click(screen.getByRole('button', { name: en('quickReplies.open.send') }));
    expect(sent).toEqual(['send: Takip: {{email}}']);
    await person.type(field, '.');
    expect(screen.queryByText(/is not filled in/)).toBeNull();
  });

  it('[Q-03] Esc closes the list and leaves what is typed', async () => {
    const { person, field } = await open();
    await person.type(field, '/kar');
    await screen.findAllByRole('option');
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('option')).toBeNull();
    expect(field.value).toBe('/kar');
    await person.type(field, 'g');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it('[Q-04] the button lists all of them, and one click inserts', async () => {
    const { person, field } = await open();
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    await person.click(screen.getByRole('option', { name: /\/kargo Merhaba/ }));
    expect(field.value).toBe('Merhaba Ayşe, ben Can.');
    expect(sent).toEqual([]);
  });

  it('says so when nothing fits', async () => {
    const { person, field } = await open();
    await person.type(field, '/zzz');
    expect(await screen.findByText(en('quickReplies.none-found', { typed: '/zzz' }))).toBeTruthy();
  });
});
