import { asking, asksThenSays, menu, says, type FlowsWorld, type Graph } from './flows-world';

const asksNumber = (): Graph => ({
  start: 'ask',
  nodes: [
    {
      id: 'ask',
      step: {
        kind: 'question',
        text: 'Kaç kişi?',
        answer: { kind: 'number' },
        saveAs: 'n',
        ...asking,
      },
      to: { answered: 'ok' },
    },
    says('ok', '{{n}} kişi'),
  ],
});

/** Which answers to a flow the team sees, in a world that the caller has. */
export const unreadCases = (world: () => FlowsWorld): void => {
  const SILENT = { status: 'closed', unread: 0, waits: false };
  const CALLS = { status: 'open', unread: 1, waits: true };
  const stateOf = async (phone: string) => {
    const { status, unread, waitingSince } = await world().thread(phone);
    return { status, unread, waits: waitingSince !== null };
  };
  /** Somebody whom the flow has asked, and whose conversation was read and closed since. */
  const asked = async (word: string): Promise<string> => {
    const phone = await world().starts(word);
    const { id } = await world().thread(phone);
    await world().api.put(`/whatsapp/conversations/${id}`, { read: true, status: 'closed' });
    return phone;
  };
  /** How the conversation stands after the flow has spoken on these words. */
  const after = async (phone: string, words: string) => {
    world().says(phone, words);
    await world().answers(phone, 2);
    return stateOf(phone);
  };

  it('[C-04] [B-16] words that do not fit a question are for the team, although the flow asks again', async () => {
    await world().flow('seç', menu(), { countsAsAnswered: true });
    const phone = await asked('seç');
    expect(await after(phone, 'Kargom kırık geldi')).toEqual(CALLS);
    expect(world().phone(phone)).toEqual(['Ne istersiniz?', 'Ne istersiniz?']);
    expect(await world().events(phone)).toContain('reopened');
  });

  it('[C-04] [B-16] a choice, pressed or typed, and a number that was asked for need nobody', async () => {
    await world().flow('seç', menu());
    const presses = await asked('seç');
    const bubble = world().sim.control.thread(presses).at(-1);
    world().sim.control.act.press(presses, bubble?.wamid ?? '', 'Kargo');
    await world().answers(presses, 2);
    expect(await stateOf(presses)).toEqual(SILENT);
    expect(await after(await asked('seç'), 'kargo')).toEqual(SILENT);
    await world().flow('kaç', asksNumber());
    expect(await after(await asked('kaç'), '4')).toEqual(SILENT);
    expect(await after(await asked('kaç'), 'dört beş')).toEqual(CALLS);
  });

  it('[C-04] [B-16] free text that a question takes is for the team, unless the flow counts as answered', async () => {
    await world().flow('kayıt', asksThenSays('Hoş geldin {{ad}}!'));
    expect(await after(await asked('kayıt'), 'Kargom kırık geldi')).toEqual(CALLS);
    await world().flow('üye', asksThenSays('Merhaba {{ad}}!'), { countsAsAnswered: true });
    expect(await after(await asked('üye'), 'Ayşe')).toEqual(SILENT);
  });
};
