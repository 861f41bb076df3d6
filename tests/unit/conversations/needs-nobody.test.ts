import {
  needsNobody,
  type Answerer,
  type Handled,
} from '../../../server/src/conversations/domain/needs-nobody';

const bot = (more: Partial<Answerer> = {}): Answerer => ({
  replies: true,
  isAskedFor: false,
  isPreferenceWord: false,
  countsAsAnswered: false,
  ...more,
});
const needs = (more: Partial<Handled>): boolean =>
  !needsNobody({ isDone: false, pressedOn: null, bot: null, isShown: false, ...more });

describe('whether the team has to look at a message', () => {
  it('[C-04] free text is for the team whatever a bot answers', () => {
    expect(needs({})).toBe(true);
    expect(needs({ bot: bot() })).toBe(true);
  });

  it('[C-04] words and taps on consent and preferences are not', () => {
    expect(needs({ isDone: true })).toBe(false);
    expect(needs({ bot: bot({ isPreferenceWord: true }) })).toBe(false);
  });

  it.each(['bot', 'campaign'] as const)(
    '[C-04] a press on a button of a %s is not when a bot says something to it',
    (pressedOn) => {
      expect(needs({ pressedOn, bot: bot() })).toBe(false);
      expect(needs({ pressedOn, bot: bot({ replies: false }) })).toBe(true);
      expect(needs({ pressedOn })).toBe(true);
    }
  );

  it.each(['agent', 'api', 'phone', 'automation', 'system', 'customer', null] as const)(
    '[C-04] a press on a button of anybody else (%s) is for the team',
    (pressedOn) => {
      expect(needs({ pressedOn, bot: bot() })).toBe(true);
    }
  );

  it('[C-04] what a bot answers that counts as answered is not, whatever it is', () => {
    expect(needs({ bot: bot({ countsAsAnswered: true }) })).toBe(false);
    expect(needs({ pressedOn: 'agent', bot: bot({ countsAsAnswered: true }) })).toBe(false);
  });

  it('[C-04] the switch of a bot that replies nothing hides nothing', () => {
    const tags = bot({ countsAsAnswered: true, replies: false });
    expect(needs({ bot: tags })).toBe(true);
    expect(needs({ pressedOn: 'bot', bot: tags })).toBe(true);
  });

  it('[C-04] [B-16] what a question asked for is not, and an answer that does not fit is, whatever the switch says', () => {
    expect(needs({ bot: bot({ isAskedFor: true }) })).toBe(false);
    expect(needs({ bot: bot({ isAskedFor: true }), isShown: true })).toBe(true);
    const unfit = { replies: false, isAskedFor: false, countsAsAnswered: true };
    expect(needs({ bot: bot(unfit) })).toBe(true);
  });

  it('[C-04] the settings may show presses and words of consent, but do not overrule the switch of a bot', () => {
    const isShown = true;
    expect(needs({ isShown, isDone: true })).toBe(true);
    expect(needs({ isShown, pressedOn: 'campaign', bot: bot() })).toBe(true);
    expect(needs({ isShown, bot: bot({ isPreferenceWord: true }) })).toBe(true);
    expect(needs({ isShown, bot: bot({ countsAsAnswered: true }) })).toBe(false);
  });
});
